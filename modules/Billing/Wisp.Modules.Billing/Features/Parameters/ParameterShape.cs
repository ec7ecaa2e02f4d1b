namespace Wisp.Modules.Billing.Features.Parameters;

/// <summary>What sets firms, taxes, payment methods and profiles apart where they are listed and archived.</summary>
/// <param name="Slug">Last part of the list's address.</param>
/// <param name="Table">Where they are kept.</param>
/// <param name="Name">The name, or the code of what Wisp brings, as SQL over <c>i</c>.</param>
/// <param name="Facts">Columns of the list after the name, by the last part of their text's key, as SQL over <c>i</c>.</param>
internal sealed record ParameterShape(string Slug, string Table, string Name, IReadOnlyList<(string Name, string Sql)> Facts)
{
    private const string Days = "::text";

    public static readonly ParameterShape Firms = new("firms", "billing.firm", "i.company_name::text",
    [
        ("country", "i.country"), ("condition", "i.country || ':' || i.vat_condition"), ("taxpayer", "i.country || ':' || i.taxpayer_id"),
        ("point", "(select lpad(p.number::text, 5, '0') from billing.point_of_sale p where p.firm_id = i.id and p.is_default)"),
    ]);

    public static readonly ParameterShape Taxes = new("taxes", "billing.tax", "i.name::text",
        [("kind", "i.kind"), ("rate", "i.rate"), ("country", "i.country"), ("included", "i.included_in_price")]);

    public static readonly ParameterShape Methods = new("methods", "billing.payment_method", "coalesce(i.name::text, i.code)",
        [("builtin", "i.code is not null"), ("reference", "i.needs_reference")]);

    public static readonly ParameterShape Profiles = new("profiles", "billing.profile", "i.name::text",
    [
        ("first_due", "i.first_due_days" + Days), ("second_due", "i.second_due_days" + Days), ("alert", "i.alert_days" + Days), ("cut", "i.cut_days" + Days),
        ("contracts", "(select count(*) from billing.contract_profile c where c.profile_id = i.id)::text"),
    ]);

    public static readonly IReadOnlyList<ParameterShape> All = [Firms, Taxes, Methods, Profiles];

    public string Url => $"/billing/{Slug}";

    public static ParameterShape OfSlug(string? slug) => All.FirstOrDefault(shape => shape.Slug == slug) ?? Firms;

    public string UrlOf(string action, Guid? id = null) => $"{Url}/{action}/{id}".TrimEnd('/');

    /// <summary>Key of a text that each kind words for itself.</summary>
    public string Key(string name) => $"{Slug}.{name}";
}
