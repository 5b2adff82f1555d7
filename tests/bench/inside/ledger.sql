-- License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
-- Available money of activities, out of entries and reconciliations alone: what a person
-- would write by hand. It knows what the seeded world holds: no yearly minimum, no
-- provision, documents of one activity each.
WITH parameter AS (
    SELECT %(today)s::date AS today,
           DATE_TRUNC('year', %(today)s::date)::date AS year_start,
           DATE_TRUNC('month', %(today)s::date)::date AS month_start
),
item AS (
    SELECT line.caetic_activity_id AS activity_id,
           line.caetic_term AS term,
           CASE WHEN line.caetic_term = 'sale' THEN line.move_id
                ELSE move.caetic_source_move_id END AS document_id,
           SUM(-line.balance) AS amount,
           SUM(-line.balance) FILTER (WHERE line.date >= parameter.year_start)
               AS amount_year,
           SUM(-line.balance) FILTER (
               WHERE line.caetic_term = 'cost'
                 AND (account.code_store ->> move.company_id::text) ~ '^(60|611)'
           ) AS margin_cost
      FROM account_move_line line
      JOIN account_move move ON move.id = line.move_id
      JOIN account_account account ON account.id = line.account_id
CROSS JOIN parameter
     WHERE line.caetic_activity_id = ANY(%(activities)s)
       AND line.parent_state = 'posted'
       AND line.caetic_term != 'none'
       AND line.date <= parameter.today
  GROUP BY 1, 2, 3, line.move_id
),
payment AS (
    SELECT term.move_id, SUM(part.debit_amount_currency) AS paid
      FROM account_move_line term
      JOIN account_partial_reconcile part ON part.debit_move_id = term.id
      JOIN account_move_line other ON other.id = part.credit_move_id
      JOIN account_move counterpart ON counterpart.id = other.move_id
CROSS JOIN parameter
     WHERE term.move_id IN (SELECT document_id FROM item)
       AND term.display_type = 'payment_term'
       AND part.max_date <= parameter.today
       AND (counterpart.origin_payment_id IS NOT NULL
            OR counterpart.move_type IN ('out_invoice', 'out_refund'))
  GROUP BY 1
 UNION ALL
    SELECT term.move_id, SUM(part.credit_amount_currency)
      FROM account_move_line term
      JOIN account_partial_reconcile part ON part.credit_move_id = term.id
      JOIN account_move_line other ON other.id = part.debit_move_id
      JOIN account_move counterpart ON counterpart.id = other.move_id
CROSS JOIN parameter
     WHERE term.move_id IN (SELECT document_id FROM item)
       AND term.display_type = 'payment_term'
       AND part.max_date <= parameter.today
       AND (counterpart.origin_payment_id IS NOT NULL
            OR counterpart.move_type IN ('out_invoice', 'out_refund'))
  GROUP BY 1
),
document AS (
    SELECT move_id, SUM(ABS(amount_currency)) AS total,
           MAX(paid) AS paid
      FROM account_move_line
 LEFT JOIN (SELECT move_id, SUM(paid) AS paid FROM payment GROUP BY 1) payment
     USING (move_id)
     WHERE display_type = 'payment_term'
       AND move_id IN (SELECT document_id FROM item)
  GROUP BY move_id
),
released AS (
    SELECT item.*,
           CASE WHEN document.total IS NULL THEN item.amount
                WHEN COALESCE(document.paid, 0) <= 0 THEN 0
                WHEN document.paid >= document.total THEN item.amount
                ELSE ROUND(item.amount * document.paid / document.total, 2)
           END AS settled
      FROM item
 LEFT JOIN document ON document.move_id = item.document_id
),
total AS (
    SELECT activity.id AS activity_id,
           SUM(CASE WHEN activity.availability_policy = 'cashed'
                      OR (term = 'transfer' AND amount > 0) THEN settled
                    ELSE amount END) AS posted,
           SUM(CASE WHEN term = 'sale' AND scheme.base = 'invoiced' THEN amount
                    WHEN term = 'sale' THEN settled
                    WHEN term != 'transfer' OR NOT company.caetic_transfers_in_base
                        THEN 0
                    WHEN amount < 0 AND activity.availability_policy = 'invoiced'
                        THEN amount
                    ELSE settled END)
           + COALESCE(SUM(margin_cost) FILTER (WHERE scheme.base = 'margin'), 0) AS base,
           COALESCE(-SUM(amount_year) FILTER (WHERE term = 'contribution'), 0)
               AS charged
      FROM released
      JOIN caetic_activity activity ON activity.id = released.activity_id
      JOIN caetic_contribution_scheme scheme ON scheme.id = activity.scheme_id
      JOIN res_company company ON company.id = activity.company_id
  GROUP BY 1
),
month AS (
    SELECT activity_id, DATE_TRUNC('month', date)::date AS month, base,
           base + base_carried AS stated
      FROM caetic_closing_line, parameter
     WHERE state = 'posted' AND date <= parameter.today
       AND activity_id = ANY(%(activities)s)
 UNION ALL
    SELECT activity_id, parameter.month_start,
           base - COALESCE((SELECT SUM(line.base + line.base_carried)
                              FROM caetic_closing_line line
                             WHERE line.activity_id = total.activity_id
                               AND line.state = 'posted'
                               AND line.date <= parameter.today), 0),
           NULL
      FROM total, parameter
),
year AS (
    SELECT activity.id AS activity_id,
           scheme.id AS scheme_id,
           COALESCE(SUM(month.base) FILTER (
               WHERE month.month >= parameter.year_start
                 AND (month.month < DATE_TRUNC('month', activity.date_start)
                      OR month.month >= DATE_TRUNC('month', activity.date_start)
                         + MAKE_INTERVAL(months => COALESCE(scheme.exempt_months, 0)))
           ), 0) AS taxable,
           GREATEST(
               DATE_TRUNC('month', MAX(activity.date_start)),
               MAX(company.caetic_first_month),
               MAX(month.month) FILTER (WHERE month.stated IS NOT NULL)
               + INTERVAL '1 month'
           )::date AS first_fee
      FROM month
      JOIN caetic_activity activity ON activity.id = month.activity_id
      JOIN caetic_contribution_scheme scheme ON scheme.id = activity.scheme_id
      JOIN res_company company ON company.id = activity.company_id
CROSS JOIN parameter
  GROUP BY 1, 2
),
tier AS (
    SELECT scheme_id, from_amount, rate,
           LEAD(from_amount) OVER (PARTITION BY scheme_id ORDER BY from_amount)
               AS to_amount
      FROM caetic_contribution_tier
),
due AS (
    SELECT year.activity_id,
           CASE WHEN scheme.tier_method = 'marginal'
                THEN SUM(ROUND(GREATEST(0, LEAST(year.taxable, tier.to_amount)
                                           - tier.from_amount) * tier.rate::numeric
                               / 100, 2))
                ELSE ROUND(year.taxable * (ARRAY_AGG(
                               tier.rate::numeric ORDER BY tier.from_amount DESC
                           ) FILTER (WHERE tier.from_amount < year.taxable))[1]
                           / 100, 2)
           END AS amount
      FROM year
      JOIN tier ON tier.scheme_id = year.scheme_id
      JOIN caetic_contribution_scheme scheme ON scheme.id = year.scheme_id
  GROUP BY year.activity_id, year.taxable, scheme.tier_method
)
SELECT total.activity_id,
       total.posted
       - LEAST(COALESCE(due.amount, 0), NULLIF(scheme.cap_year, 0)) + total.charged
       - COALESCE(scheme.fee_month, 0) * GREATEST(0, (
             DATE_PART('year', AGE(parameter.month_start, year.first_fee)) * 12
             + DATE_PART('month', AGE(parameter.month_start, year.first_fee)) + 1
         )::int) AS available
  FROM total
  JOIN year ON year.activity_id = total.activity_id
  JOIN due ON due.activity_id = total.activity_id
  JOIN caetic_contribution_scheme scheme ON scheme.id = year.scheme_id
CROSS JOIN parameter
