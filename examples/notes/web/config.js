// Where the API is. Empty: same origin as this page. The deploy workflow writes this file anew.
window.notesConfig = { api: '' };
