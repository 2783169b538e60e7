// Light or dark: as the system has it, until the button is used. Loaded before the page is shown.
(() => {
  const root = document.documentElement
  const system = matchMedia('(prefers-color-scheme: dark)')
  const chosen = () => localStorage.getItem('theme')
  const isDark = () => chosen() ? chosen() === 'dark' : system.matches

  function apply() {
    root.classList.toggle('dark-mode', isDark())
    document.getElementById('theme')?.setAttribute('aria-pressed', isDark())
  }

  apply()
  system.addEventListener('change', apply)
  document.addEventListener('DOMContentLoaded', () => {
    apply()
    document.getElementById('theme').addEventListener('click', () => {
      localStorage.setItem('theme', isDark() ? 'light' : 'dark')
      apply()
    })
  })
})()
