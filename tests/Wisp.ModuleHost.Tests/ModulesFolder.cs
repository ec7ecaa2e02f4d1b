using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Wisp.Sdk;

namespace Wisp.ModuleHost.Tests;

/// <summary>A folder of modules of one test, put together from the built fixtures.</summary>
internal sealed class ModulesFolder : IDisposable
{
    private static readonly string Fixtures = typeof(ModulesFolder).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "WispFixtures").Value!;

    public string Path { get; } = Directory.CreateTempSubdirectory("wisp-modules-").FullName;

    public ServiceCollection Services { get; } = [];

    /// <summary>Installs a fixture, under another id or version if one is given.</summary>
    public string Install(string fixture, string? id = null, string? version = null, bool required = false)
    {
        var source = Directory.GetDirectories(System.IO.Path.Combine(Fixtures, fixture)).Single();
        id ??= fixture;
        version ??= System.IO.Path.GetFileName(source);
        var target = System.IO.Path.Combine(Path, id, version);
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Edit(id, version, manifest =>
        {
            manifest["id"] = id;
            manifest["version"] = version;
            manifest["required"] = required;
        });
        return target;
    }

    /// <summary>Installs a manifest alone: whoever loads its code fails.</summary>
    public void Write(string id, string manifest, string version = "1.0.0")
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, id, version)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "module.json"), manifest);
    }

    /// <summary>Installs a manifest alone, well formed but for what is said.</summary>
    public void Declare(string id, string sdk = "[1.0,2.0)", string provides = "", string requires = "", string schema = "", bool required = false) =>
        Write(id, $$"""
            { "id": "{{id}}", "version": "1.0.0", "assembly": "{{id}}.dll", "sdk": "{{sdk}}", "provides": { {{provides}} },
              "requires": { {{requires}} }, "schema": "{{schema}}", "required": {{(required ? "true" : "false")}} }
            """);

    public void Edit(string id, string version, Action<JsonObject> change)
    {
        var file = System.IO.Path.Combine(Path, id, version, "module.json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        change(manifest);
        File.WriteAllText(file, manifest.ToJsonString());
    }

    public void Activate(string lines) => File.WriteAllText(System.IO.Path.Combine(Path, "active.json"), lines);

    public ModuleCatalog Load(
        Assembly? host = null, ModuleContributions? builtIn = null, Func<LoadedModule, string?>? verify = null) =>
        ModuleCatalog.Load(
            new() { ModulesPath = Path, Process = ModuleProcess.Web, HostAssembly = host, BuiltIn = builtIn, Verify = verify },
            Services,
            NullLogger.Instance);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
