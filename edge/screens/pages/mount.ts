import { type ComponentType, h, render } from 'preact';
import './tokens.css';

/** Puts a page on the screen. */
export function mount(page: ComponentType): void {
  render(h(page, {}), document.body);
}
