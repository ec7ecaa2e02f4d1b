namespace Wisp.Billing.Tests.Parameters;

internal static class Issued
{
    private static long _number = 900_000;

    /// <summary>An issued invoice of a firm, straight in its table, with a tax on it or without.</summary>
    public static async Task IssuedAsync(this BillingApp app, Guid firm, Guid? tax = null)
    {
        var invoice = await app.Database.ValueAsync<Guid>(
            """
            with party as (insert into billing.party (digest, name, country) values (sha256(host.uuid7()::text::bytea), 'x', 'AR') returning id)
            insert into billing.invoice (client_id, firm_id, point_of_sale_id, is_auto, kind, number, issued_at, issued_on, first_due_date, second_due_date, state,
                                         net_amount, discount_amount, tax_amount, gross_amount, balance, currency, firm_party_id, client_party_id, actor, created_at)
            select host.uuid7(), $1, p.id, false, 'X', $2, now(), current_date, current_date, current_date, 'pending', 100, 0, 21, 121, 121, 'ARS', party.id, party.id, 'x', now()
            from billing.point_of_sale p, party where p.firm_id = $1 and p.is_default
            returning id
            """, firm, Interlocked.Increment(ref _number));
        if (tax is not null) await app.Database.RunAsync("insert into billing.invoice_tax values ($1, 1, $2, 'Usado', 'other', null, 21, 100, 21)", invoice, tax);
    }
}
