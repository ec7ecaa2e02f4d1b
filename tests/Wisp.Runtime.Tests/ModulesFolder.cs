namespace Wisp.Runtime.Tests;

/// <summary>Folders of modules that the tests here share; made once for a run.</summary>
internal static class ModulesFolder
{
    private static readonly Lazy<string> WithWorkOnly = new(() => FixtureModules.BesideShipped("work"));
    private static readonly Lazy<string> WithBrokenToo = new(() => FixtureModules.BesideShipped("work", "broken-migration"));

    public static string WithWork => WithWorkOnly.Value;

    public static string WithBroken => WithBrokenToo.Value;
}
