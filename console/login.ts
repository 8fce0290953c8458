import { el } from './dom.ts';
import { reasonFor } from './reason.ts';
import { logIn } from './session.ts';
import type { Words } from './words/words.ts';

/** Asks for the token. @param done called when it was right */
export function loginPage(words: Words, done: () => void): HTMLElement {
  const token = el('input', {
    id: 'token',
    type: 'password',
    required: true,
    autocomplete: 'current-password',
    'aria-describedby': 'login-problem',
  });
  const problem = el('p', { id: 'login-problem', role: 'alert' });
  const button = el('button', { type: 'submit', class: 'primary' }, words.login.button);
  const form = el(
    'form',
    { class: 'login panel' },
    el('h1', {}, words.login.title),
    el('label', { for: 'token' }, words.login.token),
    token,
    el('p', { class: 'hint' }, words.login.hint),
    problem,
    button,
  );
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      await logIn(token.value);
      done();
    } catch (error) {
      problem.textContent = reasonFor(error, words);
      token.select();
    } finally {
      button.disabled = false;
    }
  });
  return el('main', { class: 'login-page' }, form);
}
