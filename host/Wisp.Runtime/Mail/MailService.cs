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

    public async Task<Guid?> QueueAsync(NpgsqlConnection connection, MailRequest message, CancellationToken cancellationToken = default) =>
        (await QueueAllAsync(connection, [message], cancellationToken))[0];

    public async Task<IReadOnlyList<Guid?>> QueueAllAsync(NpgsqlConnection connection, IReadOnlyList<MailRequest> messages, CancellationToken cancellationToken = default) => await connection.Sql(
        """
        select host.queue_mail(m.kind, m.address, m.name, m.culture, m.subject, m.model, m.secrets, m.expire, m.once, m.files::uuid[])
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[], $7::bytea[], $8::timestamptz[], $9::text[], $10::text[])
          with ordinality as m(kind, address, name, culture, subject, model, secrets, expire, once, files, no)
        order by m.no
        """,
        Each(messages, NpgsqlDbType.Text, one => one.Kind), Each(messages, NpgsqlDbType.Text, one => one.Address), Each(messages, NpgsqlDbType.Text, one => one.Name?.Storable()),
        Each(messages, NpgsqlDbType.Text, one => one.Culture ?? CultureInfo.CurrentUICulture.Name), Each(messages, NpgsqlDbType.Uuid, one => one.SubjectId),
        Each(messages, NpgsqlDbType.Jsonb, one => JsonSerializer.Serialize(one.Model, one.Model.GetType(), JsonSerializerOptions.Web)),
        Each(messages, NpgsqlDbType.Bytea, one => one.Secrets is { Count: > 0 } parts ? secrets.ProtectParts(parts) : null),
        Each(messages, NpgsqlDbType.TimestampTz, one => one.SecretsExpire), Each(messages, NpgsqlDbType.Text, one => one.Once),
        // Arrays of arrays of different lengths are none: each list goes as text.
        Each(messages, NpgsqlDbType.Text, one => $"{{{string.Join(',', one.Files)}}}")).ListAsync(row => row.Maybe<Guid>(0), cancellationToken);

    public async ValueTask<string?> LinkAsync(string path, CancellationToken cancellationToken = default) =>
        (await MailSettings.ReadAsync(settings, cancellationToken)).SiteAddress is { Length: > 0 } site ? site + path : null;

    private static NpgsqlParameter Each<T>(IReadOnlyList<MailRequest> messages, NpgsqlDbType type, Func<MailRequest, T> of) => messages.Select(of).ToArray().As(NpgsqlDbType.Array | type);
}
