using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Modules.Portal.Features.Notices;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.Messages;

internal sealed record SendMessageArguments(Guid Message);

/// <summary>Makes the notices of a message, some thousand clients a step, in the order of their ids.</summary>
internal sealed class SendMessage(NoticeLedger ledger, Audiences audiences, IStringLocalizer<NoticeText> text, TimeProvider clock) : IJob
{
    public const string Key = "portal.send-message";
    private const int Chunk = 5000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var (id, cursor, connection) = (step.Arguments<SendMessageArguments>().Message, step.Cursor<SendCursor>() ?? new SendCursor(Guid.Empty, 0, 0), step.Transaction.Connection);
        var (message, at, clients) = (await connection.Sql("select audience, audience_id, title, body, made_at, clients from portal.message where id = $1", id)
            .ListAsync(row => (new Message(new Audience(row.GetString(0), row.Maybe<Guid>(1)), null, row.GetString(2), row.GetString(3)), row.GetFieldValue<DateTimeOffset>(4), row.GetInt32(5)), cancellationToken)).Single();
        var (sql, values) = await audiences.SqlAsync(message.Audience, cancellationToken);
        var next = await connection.Sql($"select id from ({sql}) a where id > ${values.Length + 1} order by id limit {Chunk}", [.. values, cursor.After]).ListAsync(row => row.GetGuid(0), cancellationToken);
        if (next.Count == 0)
        {
            await connection.Sql("update portal.message set ended_at = $2 where id = $1", id, clock.GetUtcNow()).RunAsync(cancellationToken);
            return StepResult.Done();
        }

        var told = await ledger.TellAsync(
            step.Transaction, NoticeKinds.Message, at,
            "select client_id, $2::uuid::text as key, jsonb_build_object('title', $3::text, 'text', $4::text) as arguments, '/portal/notices'::text as url from unnest($1::uuid[]) as f(client_id)",
            [next.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid), id, message.Title, message.Text], cancellationToken);
        cursor = new SendCursor(next[^1], cursor.Done + next.Count, cursor.Told + told);
        await step.ReportAsync(new JobCounts(cursor.Done, clients, cursor.Done - cursor.Told, 0), text["job.message.done", cursor.Told]);
        return StepResult.Continue(cursor);
    }

    private sealed record SendCursor(Guid After, long Done, long Told);
}
