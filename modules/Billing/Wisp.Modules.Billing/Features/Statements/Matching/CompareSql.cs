namespace Wisp.Modules.Billing.Features.Statements.Matching;

/// <summary>Lines of a statement beside what was taken of their account. <c>$1</c> is the statement.</summary>
internal static class CompareSql
{
    public const string Count =
        """
        update billing.statement_line l set occurrence = n.occurrence
        from (select id, row_number() over (partition by digest order by line) as occurrence from billing.statement_line where statement_id = $1 and state = 'read') n
        where l.id = n.id
        """;

    public const string Repeated =
        """
        update billing.statement_line l set state = 'repeated'
        from billing.statement s, billing.statement_entry e
        where l.statement_id = $1 and l.state = 'read' and s.id = $1 and e.account = ext.fold(s.account) and e.digest = l.digest and e.occurrence = l.occurrence
        """;

    // A bank may word a movement anew: with the day, amount and reference of one that was taken and is not in this file as it was, a person looks.
    public const string Alike =
        """
        update billing.statement_line l set state = 'unmatched', problem = 'alike'
        from billing.statement s, billing.statement_entry e
        where l.statement_id = $1 and l.state = 'read' and s.id = $1
          and e.account = ext.fold(s.account) and e.day = l.day and e.amount = l.amount and e.reference is not distinct from ext.fold(l.reference)
          and not exists (select from billing.statement_line o where o.statement_id = $1 and o.digest = e.digest and o.occurrence = e.occurrence)
        """;

    // The same movement under another account's name: that is one bank with two names, or chance; a person looks.
    public const string Elsewhere =
        """
        update billing.statement_line l set state = 'unmatched', problem = 'elsewhere', problem_value = o.account
        from billing.statement s, billing.statement_entry e, billing.statement_line t, billing.statement o
        where l.statement_id = $1 and l.state = 'read' and s.id = $1 and e.digest = l.digest and e.occurrence = l.occurrence and e.account <> ext.fold(s.account)
          and t.id = e.line_id and o.id = t.statement_id
        """;

    /// <summary>Lines whose reference a payment that came by no statement has already.</summary>
    /// <param name="which">A condition on lines <c>l</c>.</param>
    /// <param name="state">What they become.</param>
    public static string ByHand(string which, string state) =>
        $"""
        update billing.statement_line l set state = '{state}', problem = 'recorded', problem_value = p.public_id, client_id = null, rule = null
        from billing.statement s, billing.payment p
        where l.statement_id = $1 and s.id = $1 and {which} and p.method_id = s.method_id and p.reference = l.reference and p.state <> 'void'
          and not exists (select from billing.statement_line o where o.payment_id = p.id)
        """;
}
