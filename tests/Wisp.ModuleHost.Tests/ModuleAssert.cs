namespace Wisp.ModuleHost.Tests;

internal static class ModuleAssert
{
    public static LoadedModule Module(this ModuleCatalog catalog, string id) => catalog.Modules.Single(module => module.Id == id);

    public static void Runs(this ModuleCatalog catalog, params string[] ids) => Assert.True(
        ids.SequenceEqual(catalog.Running.Select(module => module.Id)),
        string.Join("\n", catalog.Modules.Select(module => $"{module.Id}: {module.State} {module.Problem?.Sentence}")));

    public static void Refused(this ModuleCatalog catalog, string id, string code, string sentence) =>
        Ended(catalog.Module(id), ModuleState.Refused, code, sentence);

    public static void Failed(this ModuleCatalog catalog, string id, string code, string sentence) =>
        Ended(catalog.Module(id), ModuleState.Failed, code, sentence);

    private static void Ended(LoadedModule module, ModuleState state, string code, string sentence) =>
        Assert.Equal((state, code, sentence), (module.State, module.Problem?.Code, module.Problem?.Sentence));
}
