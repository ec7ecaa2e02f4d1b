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
    public async Task A_wrong_password_keeps_all_waiting_and_shows_the_servers_words_until_it_is_right()
    {
        await using var office = PostOffice.OpenSecure();
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, "otra");
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("segura@cliente.example");

        var words = await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.StartsWith("535", words, StringComparison.Ordinal);
        var waiting = await world.ReadAsync(id!.Value);
        Assert.Equal(("queued", 0), (waiting.State, waiting.Attempts));

        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
        await Eventually.BecomesAsync(world.FailureAsync, failure => failure is null);
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_or_not_secure_gets_nothing()
    {
        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port, MailSecurity.StartTls, PostOffice.User, PostOffice.Password);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("claro@cliente.example");

        var words = await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.Contains("STARTTLS", words, StringComparison.Ordinal);
        Assert.Equal("queued", (await world.ReadAsync(id!.Value)).State);
        Assert.Empty(office.Taken);
        await world.UseAsync(office.Port);
        await world.EndedAsync(id);
    }

    [Fact]
    [Trait("rule", "MAIL-09")]
    public async Task A_refused_receiver_is_told_in_the_servers_words_and_marks_the_address()
    {
        await using var office = PostOffice.Open();
        office.Receives = (address, _) => address.StartsWith("nadie", StringComparison.OrdinalIgnoreCase) ? "550 5.1.1 no such user here" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var nobody = await world.QueueAsync("Nadie@cliente.example");
        var somebody = await world.QueueAsync("alguien@cliente.example");

        var refused = await world.EndedAsync(nobody);
        Assert.Equal(("refused", true, "bounced"), (refused.State, refused.Bounced, refused.Events));
        Assert.StartsWith("550 5.1.1 no such user here", refused.Answer, StringComparison.Ordinal);
        Assert.Equal("handed_over", (await world.EndedAsync(somebody)).State);
        // Modules read it, by the address in lower case.
        Assert.Equal(refused.Answer, await world.Runtime.Work.Sql("select bounce_reason from host.bounces_v1 where address = 'nadie@cliente.example'").ValueAsync<string>());
    }

    [Fact]
    public async Task A_server_that_says_later_gets_it_later_and_once()
    {
        await using var office = PostOffice.Open();
        office.Receives = (_, before) => before == 0 ? "451 4.7.1 greylisted, come back" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("gris@cliente.example");

        var ended = await world.EndedAsync(id);
        Assert.Equal(("handed_over", 2, "delayed", false), (ended.State, ended.Attempts, ended.Events, ended.Bounced));
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_and_the_next_goes()
    {
        await using var office = PostOffice.Open();
        office.Verdict = mail => mail.Subject!.StartsWith("Grande", StringComparison.Ordinal) ? "552 5.3.4 message too big" : null;
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var large = await world.QueueAsync("grande@cliente.example", "Grande");
        var small = await world.QueueAsync("chica@cliente.example", "Chica");

        var refused = await world.EndedAsync(large);
        Assert.Equal(("refused", "552 5.3.4 message too big", false), (refused.State, refused.Answer, refused.Bounced));
        Assert.Equal("handed_over", (await world.EndedAsync(small)).State);
    }

    [Fact]
    public async Task A_server_that_falls_silent_after_the_message_leaves_it_unknown_and_it_is_not_sent_again()
    {
        await using var office = PostOffice.Open();
        office.Thinks = mail => TimeSpan.FromSeconds(mail.Subject == "Lenta" ? 4 : 0);
        await world.UseAsync(office.Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("lenta@cliente.example", "Lenta");

        var ended = await world.EndedAsync(id);
        Assert.Equal(("unknown", "unknown"), (ended.State, ended.Events));
        // The worker goes on, and leaves that one alone.
        await world.EndedAsync(await world.QueueAsync("otra@cliente.example", "Otra"));
        Assert.Equal("unknown", (await world.ReadAsync(id!.Value)).State);
        Assert.InRange(office.Taken.Count(mail => mail.Subject == "Lenta"), 0, 1);
    }

    [Fact]
    public async Task A_server_that_never_answers_keeps_all_waiting()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        await world.UseAsync(((System.Net.IPEndPoint)silent.LocalEndpoint).Port);
        await using var worker = await world.WorkAsync();
        var id = await world.QueueAsync("muda@cliente.example");

        await Eventually.BecomesAsync(world.FailureAsync, failure => failure is not null);
        Assert.Equal("queued", (await world.ReadAsync(id!.Value)).State);
        silent.Stop();

        await using var office = PostOffice.Open();
        await world.UseAsync(office.Port);
        Assert.Equal("handed_over", (await world.EndedAsync(id)).State);
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
