using System.Text.Json;

namespace Wisp.Modules.Zones.Domain.Areas;

/// <summary>Texts of a JSON document that somebody else wrote: half a letter, written as an escape, is a fault of the shape.</summary>
internal static class JsonText
{
    public static string Of(JsonElement json) => Guarded(json.ToString);

    public static string NameOf(JsonProperty property) => Guarded(() => property.Name);

    /// <summary>The member of that name. The names before it may be such halves too.</summary>
    public static bool Has(JsonElement json, string name, out JsonElement value)
    {
        JsonElement found = default;
        var has = Guarded(() => json.TryGetProperty(name, out found));
        value = found;
        return has;
    }

    public static string? TypeOf(JsonElement json) => Has(json, "type", out var type) && type.ValueKind == JsonValueKind.String ? Of(type) : null;

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw new ShapeException("json.letters");
        }
    }
}
