namespace Wisp.Modules.Billing.Features.Engine;

/// <summary>
/// Firms and clients as papers print them today, as selects whose rows are named <c>n</c>. Equal parties have equal digests, and so share one
/// row of <c>billing.party</c>, which no later change alters (FBIL-18, REN-*).
/// </summary>
internal static class PartySql
{
    public const string Firms =
        """
        select n.*, sha256(convert_to((to_jsonb(n) - 'id')::text, 'UTF8')) as digest
        from (
            select f.id, f.company_name::text as name, f.country, f.vat_condition, f.taxpayer_id, null::text as document_type, null::text as document,
                   f.address::text as address, f.zip_code::text as zip_code, f.phone::text as phone, f.email::text as email, f.gross_income::text as gross_income,
                   f.start_activities_date, f.principal_activity::text as principal_activity, null::text as shown_id
            from billing.firm f) n
        """;

    public const string Clients =
        """
        select n.*, sha256(convert_to((to_jsonb(n) - 'id')::text, 'UTF8')) as digest
        from (
            select k.id, k.name, k.country, b.vat_condition, b.taxpayer_id, k.document_type, k.national_identification_number as document,
                   k.address, k.zip_code, coalesce(k.phone_mobile, k.phone) as phone, k.email, null::text as gross_income,
                   null::date as start_activities_date, null::text as principal_activity, k.shown_id
            from clients.clients_v1 k left join billing.client b on b.id = k.id) n
        """;

    /// <summary>Copies the parties of some invoices (<c>$1</c>); one that was printed before, unchanged, is the same row.</summary>
    public const string Store =
        $"""
        insert into billing.party (digest, name, country, vat_condition, taxpayer_id, document_type, document, address, zip_code, phone, email,
                                   gross_income, start_activities_date, principal_activity, shown_id)
        select distinct on (digest) digest, name, country, vat_condition, taxpayer_id, document_type, document, address, zip_code, phone, email,
               gross_income, start_activities_date, principal_activity, shown_id
        from ({Firms} where n.id in (select i.firm_id from billing.invoice i where i.id = any ($1))
              union all
              {Clients} where n.id in (select i.client_id from billing.invoice i where i.id = any ($1))) p
        order by digest
        on conflict (digest) do nothing
        """;
}
