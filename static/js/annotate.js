// All of the annotate screen.
import "./editor.js";
import "./prefetch.js";
import "./tokens.js";
import "./checks.js";
import "./patch.js";
import "./differences.js";
import "./split.js";
import "./panes.js";
import "./choices.js";
import "./reasons.js";
import "./selection.js";
import "./picking.js";
import "./doubts.js";
import "./turns.js";
import "./unlock.js";
import "./suggest.js";
