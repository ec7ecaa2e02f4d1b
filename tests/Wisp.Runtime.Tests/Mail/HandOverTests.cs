using MimeKit;
using Npgsql;
using Wisp.Runtime.Mail;

namespace Wisp.Runtime.Tests.Mail;

/// <summary>What becomes of a message, with a real server at the other end.</summary>
public sealed class HandOverTests(MailWorld world) : IClassFixture<MailWorld>
{
    [Fact]
    [Trait("rule", "MAIL-09")]
    public async Task Each_receiver_gets_a_message_of_his_own_that_names_nobody_else()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var ana = await world.QueueAsync("ana@cliente.example", "Hola, Ana", mail => mail with { Name = "Ana Núñez" });
        var leo = await world.QueueAsync("leo@cliente.example", "Hola, Leo");

        Assert.Equal("handed_over", (await world.EndedAsync(ana)).State);
        var ended = await world.EndedAsync(leo);
        Assert.Equal(("handed_over", "2.0.0 taken", "Hola, Leo", 1), (ended.State, ended.Answer, ended.Subject, ended.Attempts));

        Assert.Equal(2, office.Taken.Count);
        var toAna = office.Taken.Single(mail => mail.Subject == "Hola, Ana");
        Assert.Equal("\"Ana Núñez\" <ana@cliente.example>", toAna.To.ToString());
        Assert.Equal("ana@cliente.example", toAna.Headers["X-Envelope-To"]);
        Assert.Equal("\"Mi ISP\" <avisos@isp.example>", toAna.From.ToString());
        Assert.Equal($"{ana:N}@isp.example", toAna.MessageId);
        Assert.Empty(toAna.Cc);
        Assert.DoesNotContain("leo@", toAna.ToString(), StringComparison.Ordinal);
        Assert.Equal("Hola, Ana\r\n\r\nPara ana@cliente.example & más\r\n\r\nVer la nota (https://isp.example/note)\r\n\r\nMi ISP\r\n", Crlf(toAna.TextBody!));
        Assert.Contains("<p>Para ana@cliente.example &amp; m", toAna.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "MAIL-11")]
    public async Task A_gate_that_fails_lets_nothing_through_and_costs_no_try()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        await world.Database.RunAsync("alter table work.muted rename to muted_away");
        var id = await world.QueueAsync("portón@cliente.example");
        await using var worker = await world.WorkAsync();

        await Eventually.BecomesAsync(async () => (await world.ReadAsync(id!.Value)).Answer, answer => answer.Contains("work.muted", StringComparison.Ordinal));
        Assert.Equal(("queued", 0), ((await world.ReadAsync(id!.Value)).State, (await world.ReadAsync(id.Value)).Attempts));
        Assert.Empty(office.Taken);

        await world.Database.RunAsync("alter table work.muted_away rename to muted");
        await world.EndedAsync(id);
    }

    [Fact]
    [Trait("rule", "MAIL-11")]
    public async Task A_switch_is_read_when_the_message_would_leave()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        var muted = Guid.CreateVersion7();
        var waiting = await world.QueueAsync("interruptor@cliente.example");
        var gated = await world.QueueAsync("callada@cliente.example", with: mail => mail with { SubjectId = muted });
        await world.Runtime.Get<ISettings>().SetAsync(MailSwitches.Key, new MailSwitches(["work.note"]));
        await using var worker = await world.WorkAsync();

        Assert.Equal(("stopped", "Este tipo de mail está apagado."), await StateAsync(waiting));
        await world.Runtime.Get<ISettings>().SetAsync(MailSwitches.Key, MailSwitches.AllOn);
        await world.EndedAsync(gated);

        await world.Database.RunAsync("insert into work.muted values ($1)", muted);
        // Settings are a few seconds old at most.
        await Eventually.BecomesAsync(
            async () => (await world.EndedAsync(await world.QueueAsync("vuelve@cliente.example"))).State, state => state == "handed_over");
        var closed = await world.QueueAsync("callada@cliente.example", with: mail => mail with { SubjectId = muted });
        Assert.Equal(("stopped", "El envío se apagó antes de que saliera."), await StateAsync(closed));
        Assert.All(office.Taken, mail => Assert.Equal("vuelve@cliente.example", mail.Headers["X-Envelope-To"]));
    }

    [Fact]
    public async Task Without_a_server_mail_is_kept_and_what_carries_a_secret_is_not_taken()
    {
        await world.UseAsync(null);

        var kept = await world.QueueAsync("guardada@cliente.example");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => world.QueueAsync("secreta@cliente.example", with: WithSecret));

        Assert.Equal("kept", (await world.ReadAsync(kept!.Value)).State);
        Assert.Equal("WA010", refusal.SqlState);
    }

    [Fact]
    public async Task A_secret_is_in_the_message_and_afterwards_nowhere()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        var id = await world.QueueAsync("clave@cliente.example", with: WithSecret);
        Assert.True((await world.ReadAsync(id!.Value)).HasSecret);
        Assert.Equal(0L, await world.Database.ValueAsync<long>("select count(*) from host.mail m where m::text like '%entre-2-mares%'"));
        await using var worker = await world.WorkAsync();

        Assert.False((await world.EndedAsync(id)).HasSecret);
        Assert.Contains("entre-2-mares", office.Taken.Single().TextBody, StringComparison.Ordinal);
        var shown = await world.Runtime.Get<MailWriter>().WriteAsync(
            "work.note", """{"subject":"Una nota","text":"x","hasSecret":true}""", "es-AR", new Dictionary<string, string>(), CancellationToken.None);
        Assert.Contains("Clave: •••", shown!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_expired_is_not_sent()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        var id = await world.QueueAsync("vencida@cliente.example", with: mail => WithSecret(mail) with { SecretsExpire = TimeProvider.System.GetUtcNow().AddSeconds(-1) });
        await using var worker = await world.WorkAsync();

        Assert.Equal(("refused", "Venció antes de poder enviarse."), await StateAsync(id));
        Assert.Empty(office.Taken);
    }

    [Fact]
    [Trait("case", "J01")]
    public async Task No_header_can_be_smuggled_in_by_a_name_a_subject_or_an_address()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync(
            "colada@cliente.example", "Hola\r\nBcc: intruso@x.example\r\n\r\ncuerpo", mail => mail with { Name = "Ana\r\nBcc: intruso@x.example" });

        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        var mail = office.Taken.Single();
        Assert.Empty(mail.Bcc);
        Assert.Equal("colada@cliente.example", mail.Headers["X-Envelope-To"]);
        Assert.Equal("Hola Bcc: intruso@x.example cuerpo", mail.Subject);
        Assert.Equal("colada@cliente.example", mail.To.Mailboxes.Single().Address);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => world.QueueAsync("a@b.example\r\nBcc: c@d.example"));
        Assert.Equal(PostgresErrorCodes.CheckViolation, refusal.SqlState);
    }

    [Fact]
    public async Task A_template_that_breaks_stops_no_other_message()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var broken = await world.QueueAsync("rota@cliente.example", broken: true);
        var sound = await world.QueueAsync("sana@cliente.example");

        Assert.Equal(("refused", "No se pudo escribir: La plantilla se rompió."), await StateAsync(broken));
        Assert.Equal("handed_over", (await world.EndedAsync(sound)).State);
    }

    [Fact]
    public async Task What_was_queued_under_a_key_is_queued_once()
    {
        await world.UseAsync(null);

        Assert.NotNull(await world.QueueAsync("una@cliente.example", with: mail => mail with { Once = "factura 12" }));
        Assert.Null(await world.QueueAsync("una@cliente.example", with: mail => mail with { Once = "factura 12" }));
    }

    [Fact]
    [Trait("case", "J04")]
    public async Task Each_of_three_gets_his_own_file_and_no_other()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        var ids = new List<Guid?>();
        foreach (var name in new[] { "uno", "dos", "tres" })
        {
            var file = await world.Runtime.Get<IFileStore>().SaveAsync(new NewFile($"{name}.txt", "text/plain"), new MemoryStream(System.Text.Encoding.UTF8.GetBytes(name)));
            ids.Add(await world.QueueAsync($"{name}@cliente.example", name, mail => mail with { Files = [file.Id] }));
        }

        await using var worker = await world.WorkAsync();
        foreach (var id in ids) await world.EndedAsync(id);

        Assert.All(office.Taken, mail => Assert.Equal([$"{mail.Subject}.txt"], mail.Attachments.OfType<MimePart>().Select(part => part.FileName)));
        Assert.Equal(3, office.Taken.Count);
    }

    [Fact]
    public async Task A_file_goes_with_it()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        var file = await world.Runtime.Get<IFileStore>().SaveAsync(new NewFile("clientes año.csv", "text/csv"), new MemoryStream([239, 187, 191, 97, 59, 98]));
        await using var worker = await world.WorkAsync();

        await world.EndedAsync(await world.QueueAsync("adjunto@cliente.example", with: mail => mail with { Files = [file.Id] }));

        var part = Assert.IsType<MimePart>(office.Taken.Single().Attachments.Single(), exactMatch: false);
        Assert.Equal("clientes año.csv", part.FileName);
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content);
        Assert.Equal(new byte[] { 239, 187, 191, 97, 59, 98 }, content.ToArray());
    }

    private static MailRequest WithSecret(MailRequest mail) => mail with { Secrets = new Dictionary<string, string> { ["password"] = "entre-2-mares" } };

    private async Task<(string State, string Answer)> StateAsync(Guid? id)
    {
        var row = await world.EndedAsync(id);
        return (row.State, row.Answer);
    }

    private static string Crlf(string text) => text.ReplaceLineEndings("\r\n");
}
