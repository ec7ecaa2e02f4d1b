using NpgsqlTypes;
using Wisp.Contracts.Clients;
using Wisp.Sdk;

namespace Wisp.Modules.Clients.Features.BulkUpdate.Own;

/// <summary>The marked fields as conditions over a client <c>c</c>; their values are the parameters from <c>$2</c> on.</summary>
internal sealed class OwnChange(IReadOnlyList<OwnField> fields, ClientBulkValues values)
{
    public IReadOnlyList<OwnField> Fields => fields;

    public IReadOnlyList<Guid?> Values { get; } =
        [.. fields.Select(one => Guid.TryParse(values.ByField[one.Key], out var id) ? id : (Guid?)null)];

    public IReadOnlyList<object?> Parameters => [.. Values.Select(value => (object?)value.As(NpgsqlDbType.Uuid))];

    /// <summary>Whether anything would be written.</summary>
    public string Differs => $"({string.Join(" or ", fields.Select((one, i) => $"c.{one.Column} is distinct from ${i + 2}"))})";

    /// <summary>
    /// The rule that the client would break, as the form checks it: a neighbourhood lies in the city beside it, a city in the state; or
    /// NULL.
    /// </summary>
    public string Fault
    {
        get
        {
            var (city, neighborhood) = (Value("city_id"), Value("neighborhood_id"));
            if (city is null && neighborhood is null) return "null::text";
            // A neighbourhood that follows from the point follows the city too.
            return PlaceRules.Fault(neighborhood ?? "(case when c.neighborhood_by_hand then c.neighborhood_id end)", city ?? "c.city_id", "c.state_id");
        }
    }

    private string? Value(string column)
    {
        for (var i = 0; i < fields.Count; i++)
            if (fields[i].Column == column) return $"${i + 2}";
        return null;
    }
}
