namespace Wisp.Modules.Clients.Domain;

internal enum PersonKind
{
    Other,
    Natural,
    Legal,
}

internal static class PersonKinds
{
    public static string Code(PersonKind kind) => kind switch
    {
        PersonKind.Natural => "natural",
        PersonKind.Legal => "legal",
        _ => "other",
    };

    public static PersonKind Parse(string code) => code switch
    {
        "natural" => PersonKind.Natural,
        "legal" => PersonKind.Legal,
        _ => PersonKind.Other,
    };
}
