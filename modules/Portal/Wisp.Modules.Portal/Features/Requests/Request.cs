using System.Text.Json;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Requests;

internal static class RequestKind
{
    public const string Plan = "plan", Profile = "profile";
}

internal static class RequestState
{
    public const string Waiting = "waiting", Accepted = "accepted", Refused = "refused", Cancelled = "cancelled";
}

/// <summary>A plan as it stood when it was asked for.</summary>
internal sealed record PlanThen(string Name, decimal Price);

/// <summary>What a subscriber asks for.</summary>
/// <param name="Before">How it stood, as JSON: <see cref="PlanThen"/> or the profile.</param>
/// <param name="Wanted">What is wanted, in the same shape.</param>
internal sealed record Request(
    Guid Id, Guid ClientId, string Kind, Guid? ContractId, Guid? PlanId, string Before, string Wanted, string State, DateTimeOffset AskedAt,
    DateTimeOffset? AnsweredAt, string? AnsweredBy, string? Reason, DateOnly? StartsOn, string? ClientName = null)
{
    public const string Columns =
        "r.id, r.client_id, r.kind, r.contract_id, r.plan_id, r.before::text, r.wanted::text, r.state, r.asked_at, r.answered_at, r.answered_by, r.reason, r.starts_on";

    public bool IsWaiting => State == RequestState.Waiting;

    public T BeforeAs<T>() => JsonSerializer.Deserialize<T>(Before, JsonSerializerOptions.Web)!;

    public T WantedAs<T>() => JsonSerializer.Deserialize<T>(Wanted, JsonSerializerOptions.Web)!;

    public static Request Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.Maybe<Guid>(3), row.Maybe<Guid>(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetFieldValue<DateTimeOffset>(8), row.Maybe<DateTimeOffset>(9), row.Text(10), row.Text(11), row.Maybe<DateOnly>(12));
}
