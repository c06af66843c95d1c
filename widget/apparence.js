// The looks of the panel.

import { feuille } from "./base.js";

export const apparence = feuille(`
h2, h3, h4, p, ul, fieldset { margin: 0; padding: 0; border: 0; font-size: 1em; }
h3 { font-size: 1.15em; }
ul { list-style: none; }
::placeholder { color: inherit; opacity: .8; }
.cache { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header, .ligne, .choix, .resume { display: flex; gap: .4em; align-items: center; }
.choix, header { flex-wrap: wrap; }
.panneau, .journal { display: flex; flex-direction: column; }
.panneau { color: inherit; overflow: clip; }
section.panneau { height: 100%; }
dialog {
  container-type: size;
  margin: 0 0 var(--clavier, 0px); padding: 0; max-width: none; max-height: none;
  width: min(var(--vte-width, 26em), 100vw - 2em); height: min(var(--vte-height, 40em), var(--haut, 100dvh) - 2em);
}
dialog::backdrop { background: #0008; }
small, time, .compte, .nature, .jour, .indicative, .date, .resume, .alerte, .confirmation { font-size: .875em; }

header { position: relative; z-index: 2; gap: 0; padding-left: 1em; }
header :focus-visible { outline-color: var(--sur-accent); outline-offset: -3px; box-shadow: none; }
h2 { flex: 1; min-width: 0; padding: .3em 0; line-height: 1.3; }
header > button, header .volet > button { min-width: 2.5em; padding: 0 .6em; text-align: center; color: inherit; background: none; border: 0; }
.volet > button + * {
  position: absolute; inset: 100% 0 auto; max-height: min(24em, var(--haut, 100dvh) - 7em); overflow-y: auto; padding: .6em 1em;
  color: var(--encre); background: var(--fond); border-bottom: 1px solid var(--trait); box-shadow: 0 6px 10px #0004;
}
.volet > button + * :focus-visible { outline-color: var(--encre); }
.volet .choix { margin: 0; }
.faits { position: relative; flex: 1 0 100%; margin-left: -1em; min-width: 0; }
header .resume.resume { width: 100%; min-height: 2.4em; padding: 0 1.15em .4em; border-radius: 0; text-align: left; }
.compte-faits { white-space: nowrap; }
.apercu { flex: 1; height: 1.5em; overflow: hidden; text-align: right; }
.apercu::before { content: ""; display: inline-block; width: 1px; }
.apercu span { display: inline-block; margin-left: .6em; white-space: nowrap; }
.resume::after { content: "▾"; }
progress { position: absolute; inset: auto auto .3em 1em; width: 7em; height: 5px; appearance: none; border: 1px solid var(--sur-accent); border-radius: 3px; background: none; overflow: hidden; pointer-events: none; }
::-webkit-progress-bar { background: none; }
::-webkit-progress-value { background: var(--sur-accent); }
::-moz-progress-bar { background: var(--sur-accent); }

.fil { flex: 1 1 0; min-height: 3em; overflow-y: auto; padding: .6em 1em; overscroll-behavior: contain; }
:is(.fil, .alerte):focus-visible { outline-offset: -3px; box-shadow: none; }
.journal { gap: .5em; align-items: start; }
.bulle { max-width: 92%; padding: .4em .8em; border-radius: var(--rayon); background: var(--doux); white-space: pre-wrap; }
.bulle, .carte { overflow-wrap: anywhere; }
.user { align-self: end; border: 1px solid transparent; }
.note, .ecrit, .indicative, .remplaces { font-style: italic; }
.remplaces, q { display: block; margin-top: .3em; }
.sort button { margin-left: .6em; min-height: 2em; color: var(--encre); }
.choix { margin-top: .6em; }
time { margin-left: .8em; white-space: nowrap; }
.bulle .volet { display: inline; }
.bulle .volet > button { min-width: 2em; min-height: 1.75em; padding: 0; border: 0; background: none; text-align: center; }
.bulle .volet > button + * { position: static; box-shadow: none; }
.jour { align-self: center; }
.nature { margin-bottom: .4em; }

.carte { width: 100%; padding: .6em 1em; border-left-width: .4em; }
.carte.eligible { border-left-color: var(--oui); }
.carte:is(.non_eligible, .hors_periode) { border-left-color: var(--non); }
h4 { margin-top: .6em; }
.carte li { margin-top: .3em; }
.sort:not(:empty) { display: block; }
.montant { font-size: 1.6em; line-height: 1.2; }
summary { padding: .3em 0; font-weight: bold; cursor: pointer; }
.avis, .garde { margin-top: .6em; padding-top: .6em; border-top: 1px solid var(--trait); }
.avis label { display: block; padding: .2em 0; }
.avis button, [type="radio"] { margin: 0 .5em 0 0; }
.avis textarea { width: 100%; }

.alerte:not(:empty) { background: var(--alerte); border-bottom: 2px solid var(--non); }
.alerte, .confirmation { max-height: max(15.5%, 4.2em); overflow-y: auto; }
.alerte:not(:empty), .confirmation { padding: .4em 1.15em; border-top: 1px solid var(--trait); }
.confirmation { display: flex; flex-wrap: wrap; gap: .3em .6em; align-items: center; }
.confirmation > :not(button) { flex: 1 1 100%; }
.repart :is(.journal, .fil .choix, .faits) { visibility: hidden; }
.saisie { position: relative; padding: .4em; border-top: 1px solid var(--trait); }
.compte { display: block; text-align: right; }
.ligne { align-items: end; }
.ligne > * { min-height: 2.5em; }
input, textarea { flex: 1; min-width: 0; padding: .45em .6em; resize: none; }
textarea { field-sizing: content; max-height: 7.5em; line-height: 1.5; }
.ligne :focus-visible { outline-offset: -1px; box-shadow: none; }
[aria-invalid="true"] { border: 2px solid var(--non); }
[role="listbox"] { position: absolute; inset: auto .4em 100%; max-height: min(16em, var(--haut, 100dvh) - 7em); overflow-y: auto; z-index: 1; box-shadow: 0 -2px 10px #0004; }
[role="option"] { padding: .4em .8em; cursor: pointer; }
[role="option"] small { display: block; }
[role="option"]:is([aria-selected="true"], :hover) { background: var(--doux); outline: 2px solid var(--encre); outline-offset: -2px; }

@media (max-width: 30em), (max-height: 30em) {
  dialog.panneau { inset: var(--decalage, 0px) 0 auto !important; margin: 0; width: 100vw; height: var(--haut, 100dvh); border: 0; border-radius: 0; }
}
@container (max-height: 30em) {
  h2 { flex: 0 1 auto; margin-right: auto; }
  header > * { order: 2; }
  h2 { order: 0; }
  header > .faits { flex: 1 1 0; order: 1; margin: 0; position: static; }
  header .resume.resume { padding-bottom: 0; }
  progress { clip-path: inset(50%); }
  .confirmation > :not(button) { flex: 1 1 24em; }
  textarea { max-height: 4em; }
}
@container (max-height: 30em) and (max-width: 30em) {
  .sus { padding-left: 0; }
  .sus h2 { position: absolute; clip-path: inset(50%); }
}
@container (max-height: 16em) {
  .saisie { padding: 2px; }
  header button, .ligne > * { min-height: 2em; }
  input, textarea { padding-block: .2em; }
}
@media (forced-colors: active) {
  .bulle { border: 1px solid; }
  .user { border-width: 3px; }
  header { border-bottom: 1px solid; }
  progress { forced-color-adjust: none; --sur-accent: CanvasText; }
  [role="option"][aria-selected="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; }
}
`);
