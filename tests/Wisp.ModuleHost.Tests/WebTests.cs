using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace Wisp.ModuleHost.Tests;

public sealed class WebTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pages_of_running_modules_become_parts_of_the_application()
    {
        folder.Install("good");
        folder.Install("double-view");
        var catalog = folder.Load();
        ApplicationPartManager? parts = null;

        new ServiceCollection().AddRazorPages().AddModuleParts(catalog).ConfigureApplicationPartManager(manager => parts = manager);

        var pages = parts!.ApplicationParts.OfType<CompiledRazorAssemblyPart>()
            .Select(part => part.Assembly).Intersect(catalog.Modules.Select(module => module.Assembly)).ToList();
        Assert.Equal(catalog.Running.Select(module => module.Assembly), pages);
    }

    [Fact]
    public void Files_of_a_module_are_served_under_its_assemblys_name()
    {
        folder.Install("good");
        var files = ModuleFiles.Provider(folder.Load(), new NullFileProvider());

        Assert.True(files.GetFileInfo("/_content/Wisp.Fixtures.Good/good.css").Exists);
        Assert.Contains(files.GetDirectoryContents("/_content/Wisp.Fixtures.Good"), file => file.Name == "good.css");
        Assert.NotNull(files.Watch("/_content/Wisp.Fixtures.Good/good.css"));
    }

    [Theory]
    [InlineData("/good.css")]
    [InlineData("/_content/Wisp.Fixtures.Goo/good.css")]
    [InlineData("/_content/Wisp.Fixtures.Good/../module.json")]
    [InlineData("/_content/Wisp.Fixtures.Good/module.json")]
    public void Nothing_else_of_its_folder_is(string path)
    {
        folder.Install("good");

        Assert.False(ModuleFiles.Provider(folder.Load(), new NullFileProvider()).GetFileInfo(path).Exists);
    }
}
