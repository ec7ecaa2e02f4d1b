namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// Firms and clients as papers print them today, as selects whose rows are named <c>n</c>. Equal parties have equal digests, and so share one
/// row of <c>billing.party</c>, which no later change alters (FBIL-18, REN-*).
/// </summary>
internal static class PartySql
{
    private const string Digest =
        """
        sha256(convert_to(row(n.name, n.country, n.vat_condition, n.taxpayer_id, n.document_type, n.document, n.address, n.zip_code, n.phone, n.email, n.gross_income,
                              to_char(n.start_activities_date, 'YYYY-MM-DD'), n.principal_activity, n.shown_id)::text, 'UTF8'))
        """;

    public const string Firms =
        $"""
        select n.*, {Digest} as digest
        from (
            select f.id, f.company_name::text as name, f.country, f.vat_condition, f.taxpayer_id, null::text as document_type, null::text as document,
                   f.address::text as address, f.zip_code::text as zip_code, f.phone::text as phone, f.email::text as email, f.gross_income::text as gross_income,
                   f.start_activities_date, f.principal_activity::text as principal_activity, null::text as shown_id
            from billing.firm f) n
        """;

    public const string Clients =
        $"""
        select n.*, {Digest} as digest
        from (
            select k.id, k.name, k.country, b.vat_condition, b.taxpayer_id, k.document_type, k.national_identification_number as document,
                   k.address, k.zip_code, coalesce(k.phone_mobile, k.phone) as phone, k.email, null::text as gross_income,
                   null::date as start_activities_date, null::text as principal_activity, k.shown_id
            from clients.clients_v1 k left join billing.client b on b.id = k.id) n
        """;

    /// <summary>Copies the parties of <c>printed</c>, rows of the two above; one that was printed before, unchanged, is the same row.</summary>
    public const string Copy =
        """
        insert into billing.party (digest, name, country, vat_condition, taxpayer_id, document_type, document, address, zip_code, phone, email,
                                   gross_income, start_activities_date, principal_activity, shown_id)
        select distinct on (digest) digest, name, country, vat_condition, taxpayer_id, document_type, document, address, zip_code, phone, email,
               gross_income, start_activities_date, principal_activity, shown_id
        from printed
        order by digest
        on conflict (digest) do nothing
        """;

    /// <summary>Copies the parties of some invoices (<c>$1</c>).</summary>
    public const string Store =
        $"""
        with printed as (
            {Firms} where n.id in (select i.firm_id from billing.invoice i where i.id = any ($1))
            union all
            {Clients} where n.id in (select i.client_id from billing.invoice i where i.id = any ($1)))
        {Copy}
        """;
}
