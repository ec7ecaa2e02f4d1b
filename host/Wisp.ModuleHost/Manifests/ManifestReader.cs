using System.Text.Json;

namespace Wisp.ModuleHost;

internal static class ManifestReader
{
    public const string FileName = "module.json";

    private static readonly JsonDocumentOptions Json = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    public static ManifestReading Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, FileName)), Json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : new(null, ModuleProblem.Of(ProblemTexts.ManifestUnreadable, "it is not a JSON object."), false);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return new(null, ModuleProblem.Of(ProblemTexts.ManifestUnreadable, exception.Message), false);
        }
    }

    private static ManifestReading Read(JsonElement root)
    {
        var fields = new ManifestFields(root);
        var manifest = new ModuleManifest(
            fields.Id("id"),
            fields.Version("version"),
            fields.Assembly("assembly"),
            fields.Range("sdk"),
            fields.Versions("provides"),
            fields.Ranges("requires"),
            fields.Schema("schema"),
            fields.Flag("required"));
        return new(fields.Problem is null ? manifest : null, fields.Problem, manifest.Required);
    }
}
