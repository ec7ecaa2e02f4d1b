using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Modules.Clients.Features.SaveClient;

/// <summary>Names the field whose uniqueness the database defended.</summary>
internal static class UniqueField
{
    public static string? Of(DbUpdateException exception) => Of(exception.InnerException as PostgresException);

    public static string? Of(PostgresException? exception) =>
        exception is not { SqlState: PostgresErrorCodes.UniqueViolation } ? null : exception.ConstraintName switch
        {
            "client_shown_id" => nameof(ClientDraft.CustomId),
            "client_email" => nameof(ClientDraft.Email),
            "client_document" => nameof(ClientDraft.Document),
            _ => null,
        };
}
