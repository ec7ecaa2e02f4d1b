using Microsoft.Extensions.Localization;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>What a person asked to be done with all messages of a selection.</summary>
/// <param name="Change">One of <see cref="MailChange"/>.</param>
/// <param name="Selection">The messages.</param>
/// <param name="Newest">The newest of them when it was asked: what is queued later is not meant.</param>
public sealed record ChangeMail(string Change, MailSelection Selection, Guid Newest);

/// <summary>Sends again or stops messages by the thousand, piece by piece in the order of their ids, so that each has its turn once.</summary>
internal sealed class ChangeMailJob(ICurrentOperator current, IStringLocalizer<RuntimeText> text) : IJob
{
    public const string Key = "host.change-mail";
    private const int Piece = 2000;

    public async Task<StepResult> StepAsync(JobStep step, CancellationToken cancellationToken)
    {
        var asked = step.Arguments<ChangeMail>();
        var cursor = step.Cursor<Cursor>() ?? new Cursor(Guid.Empty, 0);
        var connection = step.Transaction.Connection;
        var (where, values) = asked.Selection.Sql();
        values.AddRange([cursor.After, asked.Newest]);
        var ids = await connection.Sql(
            $"select id from host.mail where {where} and id > ${values.Count - 1} and id <= ${values.Count} order by id limit {Piece}", [.. values])
            .ListAsync(row => row.GetGuid(0), cancellationToken);
        if (ids.Count == 0) return StepResult.Done();

        var changed = await MailChange.RunAsync(
            connection, asked.Change, "id = any ($1)", [ids.ToArray().As(NpgsqlDbType.Array | NpgsqlDbType.Uuid)], current.Name, cancellationToken);
        var next = new Cursor(ids[^1], cursor.Done + changed);
        await step.ReportAsync(new JobCounts(next.Done, null, 0, 0), text[asked.Change == MailChange.Resend ? "mail.resent-n" : "mail.stopped-n", next.Done]);
        return StepResult.Continue(next);
    }

    private sealed record Cursor(Guid After, long Done);
}
