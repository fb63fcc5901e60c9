/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.faults;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.KernelCounters;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client makes more connections than it has file descriptors.
 */
@Tag("faults")
@InNetworkNamespace(sysctl = "net.mptcp.enabled=1", own = true)
@ExtendWith(OutputCaptureExtension.class)
class ClientDescriptorsExhaustedTests extends FaultTests {

	private static final int FREE_DESCRIPTORS = 40;

	private static final int REQUESTS = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final String EMFILE = "Too many open files";

	private final long pid = ProcessHandle.current().pid();

	@Test
	void requestsFailAsOverTcpAndSucceedAgain() throws Exception {
		try (ServerProcess server = startServer();
				LocalClient mptcp = LocalClient.start();
				LocalClient tcp = LocalClient.start("client.mptcp.enabled=false")) {
			int descriptors = countOnceAllClassesAreLoaded(server.uri("/"), mptcp, tcp);
			ProcessDescriptors.limit(this.pid, descriptors + FREE_DESCRIPTORS);
			Set<String> overTcp = exhaust(server, tcp);
			Set<String> overMptcp = exhaust(server, mptcp);
			assertThat(overMptcp).isEqualTo(overTcp)
				.hasSize(2)
				.contains(LocalClient.RIGHT)
				.anyMatch((outcome) -> outcome.contains(EMFILE));
			for (LocalClient client : List.of(mptcp, tcp)) {
				assertThat(client.countRightAnswers(server.uri("/"), REQUESTS, 10)).isEqualTo(REQUESTS);
			}
			Awaitility.await().until(() -> ProcessDescriptors.count(this.pid) == descriptors);
		}
	}

	@Test
	void theLastDescriptorIsGoodForTcpAndTheLastTwoForMptcp(CapturedOutput output) throws Exception {
		try (ServerProcess server = startServer(); LocalClient client = LocalClient.start()) {
			URI uri = server.uri("/answer?number=1");
			int descriptors = countOnceAllClassesAreLoaded(server.uri("/"), client);
			ProcessDescriptors.limit(this.pid, descriptors + FREE_DESCRIPTORS);
			KernelCounters countersBefore = KernelCounters.read();
			Deque<FileInputStream> files = takeAllDescriptors();

			assertThat(LocalClient.outcome(client.get(uri)).block()).contains(EMFILE);
			files.pop().close();
			assertThat(client.get(uri).block()).isEqualTo(Answers.to(1));
			files.pop().close();
			assertNoSocketIsLeft();
			assertThat(KernelCounters.read().since(countersBefore, "MPCapableSYNTX")).isZero();
			assertThat(client.get(uri).block()).isEqualTo(Answers.to(1));
			assertNoSocketIsLeft();
			assertThat(KernelCounters.read().since(countersBefore, "MPCapableSYNTX")).isOne();

			for (FileInputStream file : files) {
				file.close();
			}
			assertThat(ProcessDescriptors.count(this.pid)).isEqualTo(descriptors);
			assertThat(MptcpLog.lines(output)).filteredOn((line) -> line.contains("EMFILE"))
				.containsExactly(
						"WARN Reactor Netty client: MPTCP is not used: this process has no file descriptor left (EMFILE)."
								+ " Raise its limit of open files (ulimit -n, LimitNOFILE= in a systemd unit)");
		}
	}

	private ServerProcess startServer() throws IOException {
		// Every request has a connection of its own
		return ServerProcess.start(WebServerKind.NETTY, "server.netty.max-keep-alive-requests=1");
	}

	/** Without a descriptor a class that is not in a jar cannot be loaded. */
	private int countOnceAllClassesAreLoaded(URI root, LocalClient... clients) throws IOException {
		for (String enabled : List.of("0", "1")) {
			NetworkNamespace.setSysctl("net.mptcp.enabled", enabled);
			for (LocalClient client : clients) {
				assertThat(client.countRightAnswers(root, REQUESTS, 10)).isEqualTo(REQUESTS);
			}
		}
		assertNoSocketIsLeft();
		return ProcessDescriptors.count(this.pid);
	}

	private Set<String> exhaust(ServerProcess server, LocalClient client) throws Exception {
		long arrivals = server.askNumber(Question.ARRIVALS);
		CompletableFuture<List<String>> outcomes = client.hold(server.uri("/"), REQUESTS);
		Awaitility.await().until(() -> server.askNumber(Question.ARRIVALS) - arrivals >= FREE_DESCRIPTORS - 10);
		Awaitility.await().atMost(PATIENCE).until(() -> {
			server.ask(Question.OPEN_GATE);
			return outcomes.isDone();
		});
		return outcomes.get().stream().collect(Collectors.toSet());
	}

	private Deque<FileInputStream> takeAllDescriptors() {
		Deque<FileInputStream> files = new ArrayDeque<>();
		try {
			while (true) {
				files.push(new FileInputStream("/dev/null"));
			}
		}
		catch (FileNotFoundException ex) {
			return files;
		}
	}

}
