namespace Wisp.Modules.Clients.Domain.Documents;

/// <summary>
/// Cédula of people, and the RUC in its three forms, told by the third digit: a person's cédula and establishment, a public
/// body, a company. Newer numbers of the last two are reported not to follow the sum.
/// </summary>
internal sealed class EcuadorianDocuments : ICountryDocuments
{
    private static readonly int[] PublicWeights = [3, 2, 7, 6, 5, 4, 3, 2];
    private static readonly int[] CompanyWeights = [4, 3, 2, 7, 6, 5, 4, 3, 2];

    public IReadOnlyList<DocumentType> Types { get; } =
    [
        new("CI", Cedula),
        new("RUC", Ruc) { IsTaxId = true },
        DocumentType.Passport,
    ];

    public string? Guess(string key) => (key.Length, Digits.Only(key)) switch
    {
        (10, true) => "CI",
        (13, true) => "RUC",
        _ => null,
    };

    private static DocumentFinding? Cedula(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 10) is { } fault) return fault;
        if (!IsProvince(key)) return DocumentFault.Prefix;
        if (key[2] > '6') return DocumentFault.Part;
        return IsCedula(key) ? null : DocumentFault.CheckDigit;
    }

    private static DocumentFinding? Ruc(DocumentNumber number)
    {
        var key = number.Key;
        if (Digits.Fault(key, 13) is { } fault) return fault;
        if (!IsProvince(key)) return DocumentFault.Prefix;
        return key[2] switch
        {
            <= '5' => Establishment(key) ?? (IsCedula(key) ? null : DocumentFault.CheckDigit),
            '6' => PublicBody(key),
            '9' => IsPublic(key) ? null : Establishment(key) ?? (IsCompany(key) ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit)),
            _ => DocumentFault.Part,
        };
    }

    // Some people's cédulas have a 6 there too.
    private static DocumentFinding? PublicBody(string key)
    {
        if (Digits.AreZero(key.AsSpan(9))) return DocumentFault.Part;
        return IsPublic(key) || (Establishment(key) is null && IsCedula(key)) ? null : DocumentFinding.Doubt(DocumentFault.CheckDigit);
    }

    private static DocumentFinding? Establishment(string key) => Digits.AreZero(key.AsSpan(10)) ? DocumentFault.Part : null;

    private static bool IsProvince(string key) => Digits.Read(key.AsSpan(0, 2)) is (>= 1 and <= 24) or 30 or 50;

    private static bool IsCedula(string key)
    {
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            var product = Digits.Value(key[i]) * (i % 2 == 0 ? 2 : 1);
            sum += product > 9 ? product - 9 : product;
        }

        return (10 - (sum % 10)) % 10 == Digits.Value(key[9]);
    }

    private static bool IsPublic(string key) => !Digits.AreZero(key.AsSpan(9)) && Fits(key, PublicWeights);

    private static bool IsCompany(string key) => Fits(key, CompanyWeights);

    // The check digit follows the digits that have a weight.
    private static bool Fits(string key, int[] weights) =>
        (11 - (Digits.Sum(key, weights) % 11)) % 11 == Digits.Value(key[weights.Length]);
}
