using Wisp.Sdk;

namespace Wisp.Contracts.Billing;

/// <summary>
/// Invoices were issued. Read in bulk from the published view instead:
/// <c>billing.invoices_v1(id uuid, public_id bigint, client_id uuid, contract_id uuid or NULL, firm_id uuid, kind text: the letter, point_of_sale
/// integer, number bigint, state text: 'pending', 'paid' or 'void', period_from and period_to date or NULL, issued_on date, first_due_date and
/// second_due_date date, gross_amount and balance numeric(18,2), currency text, fiscal_state text: 'not_applicable', 'waiting_payment', 'queued', 'sending',
/// 'authorized', 'rejected' or 'uncertain')</c>. Current accounts stand in
/// <c>billing.accounts_v1(client_id uuid, balance numeric(18,2), negative when the client owes, credit and unpaid numeric(18,2), unpaid_count
/// integer)</c>, how clients are billed in <c>billing.clients_v1(client_id uuid, enabled boolean, firm_id uuid, vat_condition, invoice_kind text,
/// cycle_start_day smallint from 1 to 28, cycle_overridden boolean, taxpayer_id text, report_after_payment, automatic_state boolean, tax_ids uuid[],
/// payment_method_id uuid, email_on_invoice, email_on_payment boolean)</c>, firms in <c>billing.firms_v1(id uuid, company_name text, archived boolean, country text)</c>.
/// </summary>
/// <param name="InvoiceIds">At most 1,000 invoices.</param>
/// <param name="At">When.</param>
[EventName("billing.invoices-issued")]
public sealed record InvoicesIssued(IReadOnlyList<Guid> InvoiceIds, DateTimeOffset At);

/// <summary>Money of a client came in.</summary>
/// <param name="PaymentId">The payment.</param>
/// <param name="ClientId">Whose it is.</param>
/// <param name="Amount">How much, in the ISP's currency, above 0.</param>
/// <param name="At">When it was recorded.</param>
[EventName("billing.payment-recorded")]
public sealed record PaymentRecorded(Guid PaymentId, Guid ClientId, decimal Amount, DateTimeOffset At);
