using System.Text.Json;

namespace Wisp.ModuleHost;

/// <summary>Which version of each module is live, as <c>active.json</c> says; a module without a line runs its newest.</summary>
internal static class ActiveVersions
{
    public const string Off = "off";

    public const string FileName = "active.json";

    public static IReadOnlyDictionary<string, string> Read(string modulesPath)
    {
        var file = Path.Combine(modulesPath, FileName);
        if (!File.Exists(file)) return new Dictionary<string, string>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file), JsonSerializerOptions.Strict) ?? [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            // Guessing could start a module that was turned off on purpose.
            throw new ModuleStartException($"Wisp cannot start: {file} cannot be read: {exception.Message}");
        }
    }
}
