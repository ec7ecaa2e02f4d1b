using Wisp.Modules.Billing.Features.Countries;
using Wisp.Modules.Billing.Features.Fiscal;
using Wisp.Modules.Billing.Features.Parameters;
using Wisp.Sdk;

namespace Wisp.Modules.Billing.Features.Firms;

/// <summary>The typed fields as they are stored, and the rules that need no database.</summary>
internal sealed class FirmFields
{
    private const int Longest = 255;

    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public string? Name { get; private set; }

    public string? Country { get; private set; }

    public string? Condition { get; private set; }

    public bool IsFantasy => Condition == BillingCountry.Fantasy;

    public string? Taxpayer { get; private set; }

    public string? GrossIncome { get; private set; }

    public DateOnly? StartDate { get; private set; }

    public string? Activity { get; private set; }

    public string? Email { get; private set; }

    public string? Phone { get; private set; }

    public string? Address { get; private set; }

    public string? ZipCode { get; private set; }

    public string? Authority { get; private set; }

    public int? Point { get; private set; }

    public static FirmFields Read(FirmInput input, BillingCountries countries, TaxNumbers numbers, FiscalAuthorities authorities, bool isNew)
    {
        var fields = new FirmFields
        {
            Name = Typed.Line(input.Name),
            GrossIncome = Typed.Line(input.GrossIncome),
            Activity = Typed.Line(input.Activity),
            Email = Typed.Line(input.Email),
            Phone = Typed.Line(input.Phone),
            Address = Typed.Line(input.Address),
            ZipCode = Typed.Line(input.ZipCode),
            StartDate = Typed.Day(input.StartDate),
            Point = Typed.Number(input.Point, 1, SavePoint.Greatest),
        };
        fields.CheckLines(input);
        fields.CheckStanding(input, countries, numbers);
        fields.CheckAuthority(input, authorities);
        if (isNew && fields.Point is null) fields.Wrong(nameof(input.Point), "point.invalid", input.Point ?? "", SavePoint.Greatest);
        return fields;
    }

    private void CheckLines(FirmInput input)
    {
        if (Name is null) Wrong(nameof(input.Name), "name.missing");
        (string Field, string? Value)[] lines =
        [
            (nameof(input.Name), Name), (nameof(input.GrossIncome), GrossIncome), (nameof(input.Activity), Activity), (nameof(input.Email), Email),
            (nameof(input.Phone), Phone), (nameof(input.Address), Address), (nameof(input.ZipCode), ZipCode),
        ];
        foreach (var (field, value) in lines)
            if (value?.Length > Longest) Wrong(field, $"long.{field}", value.Length, Longest);
        if (Email is not null && !EmailShape.IsMatch(Email)) Wrong(nameof(input.Email), "email.invalid", Email);
        if (!string.IsNullOrWhiteSpace(input.StartDate) && StartDate is null) Wrong(nameof(input.StartDate), "start-date.invalid", input.StartDate.Trim());
    }

    private void CheckStanding(FirmInput input, BillingCountries countries, TaxNumbers numbers)
    {
        var country = countries.Find(input.Country);
        Country = country?.Code;
        if (country is null) Wrong(nameof(input.Country), "country.missing");
        var parts = (input.Condition ?? "").Split(':');
        Condition = parts[^1];
        if (country is null || country.Issuer(Condition) is null || (!IsFantasy && parts[0] != country.Code))
        {
            Wrong(nameof(input.Condition), country is null || parts[^1].Length == 0 ? "condition.missing" : "condition.other-country", country?.Code ?? "");
            return;
        }

        CheckTaxpayer(input, country.Code, numbers);
        // What Argentina has on every legal invoice.
        if (IsFantasy || country.Code != "AR") return;
        if (GrossIncome is null) Wrong(nameof(input.GrossIncome), "gross-income.missing");
        if (Activity is null) Wrong(nameof(input.Activity), "activity.missing");
        if (string.IsNullOrWhiteSpace(input.StartDate)) Wrong(nameof(input.StartDate), "start-date.missing");
    }

    private void CheckAuthority(FirmInput input, FiscalAuthorities authorities)
    {
        if (string.IsNullOrWhiteSpace(input.Authority)) return;
        if (authorities.Find(input.Authority) is not { } authority) Wrong(nameof(input.Authority), "authority.unknown", input.Authority);
        else if (IsFantasy) Wrong(nameof(input.Authority), "authority.fantasy");
        else if (Country is not null && authority.Country != Country) Wrong(nameof(input.Authority), "authority.other-country", authority.Country, Country);
        else Authority = authority.Code;
    }

    private void CheckTaxpayer(FirmInput input, string country, TaxNumbers numbers)
    {
        var typed = Typed.Line(input.Taxpayer);
        if (IsFantasy)
        {
            if (typed is not null) Wrong(nameof(input.Taxpayer), "taxpayer.fantasy");
            return;
        }

        if (typed is null)
        {
            Wrong(nameof(input.Taxpayer), "taxpayer.missing", numbers.Label(country));
            return;
        }

        var (key, fault) = numbers.Read(country, typed);
        if (fault is not null) Wrong(nameof(input.Taxpayer), "plain", fault);
        else Taxpayer = key;
    }

    private void Wrong(string field, string key, params object[] arguments) => _problems.Add(new(field, key, arguments));
}
