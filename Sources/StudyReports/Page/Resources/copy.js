// Buttons that copy the text of another element.

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // A page that was loaded over plain HTTP has no clipboard.
  const area = element('textarea', { class: 'unseen' });
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  if (!isDone) throw new Error('not copied');
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button.copy');
  if (!button) return;
  const words = button.dataset.words ??= button.textContent;
  let said = 'Copied';
  try {
    await copy(document.getElementById(button.dataset.copies).textContent);
  } catch {
    said = 'Not copied';
  }
  // The button keeps its width, so that nothing moves.
  button.style.minWidth = `${button.getBoundingClientRect().width}px`;
  button.textContent = said;
  tell(said);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => { button.textContent = words; }, 1500);
});
