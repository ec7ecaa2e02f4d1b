using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

/// <summary>The switches that are read at hand-over (MAIL-11): the ISP's by kind, and the modules' by message.</summary>
internal sealed class MailGates(
    ISettings settings, IServiceScopeFactory scopes, WispOptions options, IStringLocalizer<RuntimeText> text, ILogger<MailGates> log)
{
    /// <summary>What keeps letters back, and why. A gate that fails keeps back its own kind alone: nothing leaves that it might have stopped.</summary>
    public async Task<IReadOnlyDictionary<Guid, Outcome>> KeptBackAsync(IReadOnlyList<Letter> letters, CancellationToken cancellationToken)
    {
        var kept = new Dictionary<Guid, Outcome>();
        try
        {
            var off = (await MailSwitches.ReadAsync(settings, cancellationToken)).Off;
            foreach (var letter in letters.Where(letter => off.Contains(letter.Kind))) kept[letter.Id] = new Outcome(Fate.Stopped, text["mail.kind-off"]);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return letters.ToDictionary(letter => letter.Id, _ => new Outcome(Fate.Postponed, e.GetBaseException().Message));
        }

        await using var scope = scopes.CreateAsyncScope();
        foreach (var gate in scope.ServiceProvider.GetServices<IMailGate>())
            foreach (var (id, outcome) in await AskAsync(gate, letters.Where(letter => letter.Kind == gate.Kind).ToList(), cancellationToken)) kept.TryAdd(id, outcome);
        return kept;
    }

    private async Task<IEnumerable<(Guid Id, Outcome Outcome)>> AskAsync(IMailGate gate, List<Letter> letters, CancellationToken cancellationToken)
    {
        if (letters.Count == 0) return [];
        try
        {
            var stopped = await gate.StoppedAsync([.. letters.Select(letter => new MailAtGate(letter.Id, letter.SubjectId, letter.Address))], cancellationToken)
                .WaitAsync(options.Wait(60), cancellationToken);
            return stopped.Select(id => (id, new Outcome(Fate.Stopped, text["mail.gate-closed"])));
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "The gate of mail {Kind} failed", gate.Kind);
            return letters.Select(letter => (letter.Id, new Outcome(Fate.Postponed, e.GetBaseException().Message)));
        }
    }
}
