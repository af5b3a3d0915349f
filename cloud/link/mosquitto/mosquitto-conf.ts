import { messageLengthMax } from '#contract/envelope.ts';

/** Edges of one broker at most, and the cloud's processes beside them. */
const connectionsMax = 10_000;
/** Bytes of one MQTT packet: a message of the protocol in UTF-8 and its topic, as at the embedded broker. */
export const packetBytesMax = messageLengthMax * 2;
/** Seconds; an edge pings every 15. */
const keepaliveSecondsMax = 60;

export type Broker = {
  /** Absolute; the broker's account reads it and writes the accounts and what it retains. */
  readonly folder: string;
  readonly port: number;
  /** Where Debian's package mosquitto puts its dynamic security plugin. */
  readonly plugin: string;
};

/** The configuration of a mosquitto for one cloud and its edges; mosquitto.conf(5) of 2.0.11 (Debian 12) and 2.0.21 (Debian 13). */
export const mosquittoConf = ({
  folder,
  port,
  plugin,
}: Broker): string => `# Written by "npm run broker-config"; written anew by its next run.
# Nobody comes in without an account, and who may write and read what stands in the plugin's file, kept by the cloud.
per_listener_settings false
allow_anonymous false
allow_zero_length_clientid false
plugin ${plugin}
plugin_opt_config_file ${folder}/dynamic-security.json

listener ${port}
certfile ${folder}/server.pem
keyfile ${folder}/server.key
tls_version tlsv1.2
set_tcp_nodelay true

# Everything that grows has an end.
max_connections ${connectionsMax}
max_packet_size ${packetBytesMax}
max_inflight_messages 64
max_queued_messages 1000
max_queued_bytes 67108864
max_keepalive ${keepaliveSecondsMax}
persistent_client_expiration 1h

# What is retained, each edge's status and the cloud's, outlives a restart. Nothing that was promised rests on it.
persistence true
persistence_location ${folder}/data/
autosave_interval 60

log_dest stderr
log_type error
log_type warning
log_type notice
log_type information
connection_messages false
`;

/** How Debian's service is made to use it: a drop-in for mosquitto.service; systemd.unit(5). */
export const serviceDropIn = (folder: string): string => `[Service]
ExecStart=
ExecStart=/usr/sbin/mosquitto -c ${folder}/mosquitto.conf
`;
