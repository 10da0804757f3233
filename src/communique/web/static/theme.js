// Before the page is painted: that scripts run, and which theme was chosen.
document.documentElement.classList.add("js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch (refused) {
  // Storage may be switched off; the system's choice holds then.
}
