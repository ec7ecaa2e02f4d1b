using System.Text.Json;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace Wisp.ModuleHost;

/// <summary>Reads the fields of a manifest and keeps the first thing that is wrong with them.</summary>
internal sealed partial class ManifestFields(JsonElement root)
{
    private static readonly string[] HostSchemas = ["host", "ext", "public"];

    public ModuleProblem? Problem { get; private set; }

    public string Id(string name) => Text(name, IdPattern().IsMatch, ProblemTexts.ManifestId) ?? "";

    public string Assembly(string name) => Text(name, AssemblyPattern().IsMatch, ProblemTexts.ManifestAssembly) ?? "";

    public NuGetVersion Version(string name) =>
        Required(name) is { } value && ToVersion(name, value) is { } version ? version : new(0, 0, 0);

    public VersionRange Range(string name) =>
        Required(name) is { } value && ToRange(name, value) is { } range ? range : VersionRange.None;

    public string? Schema(string name) => !root.TryGetProperty(name, out var value) || value.ValueEquals("")
        ? null
        : Text(name, text => SchemaPattern().IsMatch(text) && !HostSchemas.Contains(text), ProblemTexts.ManifestSchema);

    public bool Flag(string name)
    {
        if (!root.TryGetProperty(name, out var value)) return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) Wrong(ProblemTexts.ManifestFlag, name, value);
        return value.ValueKind == JsonValueKind.True;
    }

    public Dictionary<string, NuGetVersion> Versions(string name) => Map(name, ToVersion);

    public Dictionary<string, VersionRange> Ranges(string name) => Map(name, ToRange);

    private Dictionary<string, T> Map<T>(string name, Func<string, JsonElement, T?> read)
        where T : class
    {
        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!root.TryGetProperty(name, out var value)) return map;
        if (value.ValueKind != JsonValueKind.Object)
        {
            Wrong(ProblemTexts.ManifestMap, name, value);
            return map;
        }

        foreach (var entry in value.EnumerateObject())
            if (!AssemblyPattern().IsMatch(entry.Name + ".dll")) Wrong(ProblemTexts.ManifestMap, name, value);
            else if (read($"{name}: {entry.Name}", entry.Value) is { } item) map[entry.Name] = item;
        return map;
    }

    private NuGetVersion? ToVersion(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && NuGetVersion.TryParse(value.GetString(), out var version)
            ? version
            : Wrong<NuGetVersion>(ProblemTexts.ManifestVersion, name, value);

    private VersionRange? ToRange(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && VersionRange.TryParse(value.GetString()!, allowFloating: false, out var range)
            ? range
            : Wrong<VersionRange>(ProblemTexts.ManifestRange, name, value);

    private string? Text(string name, Func<string, bool> valid, ProblemText text) =>
        Required(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && valid(value.GetString()!) ? value.GetString()
        : Wrong<string>(text, name, value);

    private JsonElement? Required(string name)
    {
        if (root.TryGetProperty(name, out var value)) return value;
        Problem ??= ModuleProblem.Of(ProblemTexts.ManifestMissing, name);
        return null;
    }

    private void Wrong(ProblemText text, string name, JsonElement value) =>
        Problem ??= ModuleProblem.Of(text, name, value.GetRawText());

    private T? Wrong<T>(ProblemText text, string name, JsonElement value)
        where T : class
    {
        Wrong(text, name, value);
        return null;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z_][a-z0-9_]*\z")]
    private static partial Regex SchemaPattern();

    // A bare file name: nothing may point out of the module's folder.
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*\.dll\z")]
    private static partial Regex AssemblyPattern();
}
