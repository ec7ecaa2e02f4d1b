using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Runtime.Database;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

internal sealed class MailService(ISettings settings, MailSecrets secrets) : IMail
{
    public async ValueTask<bool> IsSetUpAsync(CancellationToken cancellationToken = default) =>
        (await MailSettings.ReadAsync(settings, cancellationToken)).IsSetUp;

    public async Task<Guid?> QueueAsync(NpgsqlConnection connection, MailRequest message, CancellationToken cancellationToken = default)
    {
        var id = await connection.Sql(
            "select host.queue_mail($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            message.Kind, message.Address, message.Name?.Storable().As(NpgsqlDbType.Text), message.Culture ?? CultureInfo.CurrentUICulture.Name,
            message.SubjectId.As(NpgsqlDbType.Uuid), JsonSerializer.Serialize(message.Model, message.Model.GetType(), JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb),
            (message.Secrets is { Count: > 0 } parts ? secrets.ProtectParts(parts) : null).As(NpgsqlDbType.Bytea),
            message.SecretsExpire.As(NpgsqlDbType.TimestampTz), message.Once.As(NpgsqlDbType.Text),
            message.Files.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid)).ValueAsync<Guid>(cancellationToken);
        return id == Guid.Empty ? null : id;
    }

    public async ValueTask<string?> LinkAsync(string path, CancellationToken cancellationToken = default) =>
        (await MailSettings.ReadAsync(settings, cancellationToken)).SiteAddress is { Length: > 0 } site ? site + path : null;
}
