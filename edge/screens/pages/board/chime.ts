/** Two falling tones, a second in all. Silent where the browser allows no sound without a touch. */
export function chime(): void {
  audio ??= new AudioContext();
  if (audio.state !== 'running') {
    audio.resume().catch(() => {});
    return;
  }
  tone(audio, 659.3, audio.currentTime, 0.5);
  tone(audio, 523.3, audio.currentTime + 0.42, 0.9);
}

let audio: AudioContext | undefined;

function tone(context: AudioContext, hertz: number, startsAt: number, seconds: number): void {
  const volume = context.createGain();
  volume.gain.setValueAtTime(0, startsAt);
  volume.gain.linearRampToValueAtTime(0.35, startsAt + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, startsAt + seconds);
  const oscillator = new OscillatorNode(context, { type: 'sine', frequency: hertz });
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + seconds);
}
