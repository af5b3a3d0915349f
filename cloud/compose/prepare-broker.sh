#!/bin/sh
# Writes mosquitto's configuration for its name and hands the clouds what they need of it: their address of the broker, and its authority.
set -eu
mosquitto_account=1883
cloud_account=10001
/usr/sbin/fronta-cloud broker-config --host "$1" --folder /broker --plugin /usr/lib/mosquitto_dynamic_security.so
install -m 0400 -o "$cloud_account" -g "$cloud_account" /broker/mqtt-url /broker-address/mqtt-url
install -m 0444 /broker/ca.pem /broker-address/ca.pem
chown -R "$mosquitto_account:$mosquitto_account" /broker
