// Runs before everything else and on its own: marks the page while an input method composes text, for take-over.ts.
addEventListener('compositionstart', () => {
  document.documentElement.dataset.composing = ''
})
addEventListener('compositionend', () => {
  delete document.documentElement.dataset.composing
})
