// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
/* Payslips by the public rules of mon-entreprise: a list of cases in, a list out.
 *
 * Each case holds a date, a gross and the fields of payslips.py. Copied beside
 * node_modules before it runs, so that Node finds the packages.
 */
import { text } from 'node:stream/consumers'

import rules2026 from 'modele-social'
import rules2025 from 'modele-social-v1000'
import Engine from 'publicodes'

const DUES = 'salarié . cotisations . '
const FULL_TIME = (35 * 52) / 12
const COST = 'salarié . coût total employeur'
const NET = 'salarié . rémunération . net . à payer avant impôt'
const PROVIDENT = 'prévoyances . conventionnelle . '

// our codes, rule of the employee, rule of the employer
const LINES = [
  [['maladie'], '', 'maladie . employeur'],
  [['vieillesse_plaf'], 'vieillesse . salarié . plafonnée', 'vieillesse . employeur . plafonnée'],
  [['vieillesse_deplaf'], 'vieillesse . salarié . déplafonnée', 'vieillesse . employeur . déplafonnée'],
  [['famille'], '', 'allocations familiales'],
  [['atmp'], '', 'ATMP'],
  [['csa'], '', 'CSA'],
  [['fnal'], '', 'FNAL'],
  [['dialogue_social'], '', 'contribution au dialogue social'],
  [['chomage'], '', 'chômage'],
  [['ags'], '', 'AGS'],
  [['retraite_t1', 'retraite_t2'], 'retraite complémentaire . salarié', 'retraite complémentaire . employeur'],
  [['ceg_t1', 'ceg_t2'], 'CEG . salarié', 'CEG . employeur'],
  [['cet'], 'CET . salarié', 'CET . employeur'],
  [['apec'], 'APEC . salarié', 'APEC . employeur'],
  [['prevoyance_cadre'], '', 'prévoyances . employeur . cadres'],
  [['prevoyance'], PROVIDENT + 'salarié', PROVIDENT + 'employeur'],
  [['sante'], 'prévoyances . santé . salarié', 'prévoyances . santé . employeur'],
  [['forfait_social'], '', 'forfait social'],
  [['formation'], '', 'formation professionnelle'],
  [['ta_principale'], '', "taxe d'apprentissage . base"],
  [['ta_solde'], '', "taxe d'apprentissage . solde"],
  [['ta_csa'], '', "taxe d'apprentissage . contribution supplémentaire"],
  [['peec'], '', 'PEEC'],
  [['mobilite'], '', 'versement mobilité'],
  [['csg_deductible'], 'CSG-CRDS . CSG . déductible', ''],
  [['csg_non_deductible'], 'CSG-CRDS . CSG . non déductible', ''],
  [['crds'], 'CSG-CRDS . CRDS', ''],
]

/* The published rules ignore the contract's provident and the half hour a week. */
function opened(published) {
  const rules = JSON.parse(JSON.stringify(published))
  const provident = rules[DUES + 'prévoyances'].avec
  for (const side of ['employeur', 'salarié'])
    provident['conventionnelle . ' + side] = { 'par défaut': '0 €/mois', unité: '€/mois' }
  provident['employeur . cadres'] = structuredClone(provident['employeur . cadres'])
  const partTime = rules['salarié . contrat . temps de travail . temps partiel'].avec
  delete partTime['heures par semaine'].plancher
  return rules
}

/* Décret 2026-509: the reduction keeps the SMIC of 1 January all year; the published
 * rules still take the one in force. */
function frozen(rules) {
  const name = DUES + 'exonérations . RGDU'
  const said = JSON.stringify(rules[name])
  const ours = 'SMIC gelé'
  rules[name] = JSON.parse(said.replaceAll('temps de travail . SMIC', ours))
  rules[name].avec[ours] = {
    produit: ['temps de travail', "SMIC . horaire . début d'année"],
    unité: '€/mois',
  }
  return rules
}

const silent = { log() {}, warn() {}, error: console.error }
const engines = {}
function engineOf(date) {
  const year = date < '2026' ? 2025 : 2026
  const build = () => (year === 2025 ? opened(rules2025) : frozen(opened(rules2026)))
  return (engines[year] ??= { year, engine: new Engine(build(), { logger: silent }) })
}

const hoursOf = ({ hours, hourly_rate, hours_fraction, gross }) =>
  Math.min(FULL_TIME, hours ?? (hourly_rate ? gross / hourly_rate : FULL_TIME * (hours_fraction ?? 1)))

function situation(one, hours, provident) {
  const [year, month, day] = one.date.split('-')
  const said = {
    date: `${day}/${month}/${year}`,
    'salarié . contrat . salaire brut': `${one.gross} €/mois`,
    'salarié . contrat . statut cadre': one.cadre ? 'oui' : 'non',
    'entreprise . salariés . effectif': `${one.headcount ?? 5} employé`,
    'établissement . commune . taux versement mobilité': `${one.versement_mobilite ?? 0}%`,
    [DUES + 'prévoyances . santé . montant']: `${one.mutuelle?.amount ?? 0} €/mois`,
    [DUES + 'prévoyances . santé . taux employeur']: `${one.mutuelle?.employer_share ?? 50}%`,
    [DUES + PROVIDENT + 'employeur']: `${provident.employer} €/mois`,
    [DUES + PROVIDENT + 'salarié']: `${provident.employee} €/mois`,
  }
  if (one.at_mp_rate != null) said['établissement . taux ATMP'] = `${one.at_mp_rate}%`
  if (one.association) said['entreprise . association non lucrative'] = 'oui'
  if (one.cadre_prevoyance === false) said[DUES + 'prévoyances . employeur . cadres'] = '0 €/mois'
  if (hours < FULL_TIME - 1e-9) {
    const partTime = 'salarié . contrat . temps de travail . temps partiel'
    said[partTime] = 'oui'
    said[partTime + ' . heures par semaine'] = `${(hours * 12) / 52} heure/semaine`
  }
  return said
}

function payslip(one) {
  const { year, engine } = engineOf(one.date)
  const value = (rule) => {
    const { nodeValue, unit } = engine.evaluate(rule)
    return unit?.denominators?.[0] === 'an' ? nodeValue / 12 : nodeValue || 0
  }
  const hours = hoursOf(one)
  engine.setSituation(situation(one, hours, { employer: 0, employee: 0 }))
  const ceiling = (value('plafond sécurité sociale') * hours) / FULL_TIME
  const asked = one.prevoyance ?? {}
  const part = (side) =>
    asked[side] ?? (Math.min(one.gross, ceiling) * (asked[side + '_rate'] ?? 0)) / 100
  engine.setSituation(situation(one, hours, { employer: part('employer'), employee: part('employee') }))
  const due = (rule) => (rule ? value(DUES + rule) : 0)
  const reduction = DUES + 'exonérations . ' + (year === 2025 ? 'réduction générale' : 'RGDU')
  const granted = value(reduction)
  const lines = LINES.map(([codes, employee, employer]) => ({ codes, employee: due(employee), employer: due(employer) }))
  lines.push({ codes: ['rgdu', 'reduction_generale'], employee: 0, employer: -granted })
  return {
    gross: one.gross,
    cost: value(COST),
    net: value(NET),
    net_social: value('salarié . rémunération . montant net social'),
    // the published rules also tax the employer's provident (CGI 83 1° quater)
    net_taxable:
      value('salarié . rémunération . net . imposable') - due('prévoyances . employeur') + due('prévoyances . santé . employeur'),
    csg_base: due('CSG-CRDS . assiette de base'),
    reduction: granted,
    reduction_coefficient: granted ? value(reduction + ' . coefficient') : 0,
    lines: lines.filter(({ employee, employer }) => employee || employer),
  }
}

/* Cost and net only, to measure what one payslip takes at least. */
function bare(one) {
  const { engine } = engineOf(one.date)
  engine.setSituation(situation(one, hoursOf(one), { employer: 0, employee: 0 }))
  return [COST, NET].map((rule) => engine.evaluate(rule).nodeValue)
}

const cases = JSON.parse(await text(process.stdin))
const work = process.argv.includes('bare') ? bare : payslip
work(cases[0]) // parses the rules
const started = performance.now()
const results = cases.map(work)
const seconds = (performance.now() - started) / 1000
process.stdout.write(JSON.stringify({ seconds, results }))
