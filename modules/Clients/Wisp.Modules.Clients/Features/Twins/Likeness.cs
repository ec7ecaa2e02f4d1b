namespace Wisp.Modules.Clients.Features.Twins;

/// <summary>When two names with their addresses may be one person's, as a SQL condition over any four texts.</summary>
internal static class Likeness
{
    // Addresses are compared as they were written, which is cheap and leaves few names to compare without their accents.
    public static string Sql(string name, string otherName, string address, string otherAddress) =>
        $"(ext.similarity({address}, {otherAddress}) >= 0.5 and ext.similarity(ext.fold({name}), ext.fold({otherName})) >= 0.6)";
}
