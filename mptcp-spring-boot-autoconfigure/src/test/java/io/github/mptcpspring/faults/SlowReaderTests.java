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

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.mptcpspring.faults.ServerProcess.Question;
import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.KernelProtocol;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.boot.TomcatAndNetty;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client reads a long response slowly.
 */
@Tag("faults")
@MptcpRequired
class SlowReaderTests extends FaultTests {

	private static final long MEBIBYTE = 1024 * 1024;

	/** Several times what the kernel buffers at either end. */
	private static final long LENGTH = 128 * MEBIBYTE;

	/** A server that buffered the response itself would run out of memory. */
	private static final List<String> LITTLE_MEMORY = List.of("-Xmx64m", "-XX:MaxDirectMemorySize=32m");

	private static final int REQUESTS = 200;

	private static final int CONCURRENCY = 20;

	@ParameterizedTest
	@TomcatAndNetty
	void theServerWaitsForItAndServesOthersMeanwhile(WebServerKind kind) throws Exception {
		try (ServerProcess server = ServerProcess.start(LITTLE_MEMORY, kind);
				LocalClient others = LocalClient.start()) {
			URI root = server.uri("/");
			try (HttpConnection slow = HttpConnection.mptcp(server.address())) {
				slow.request("/stream?bytes=" + LENGTH);
				assertThat(slow.readHead()).isEqualTo(LENGTH);
				long read = 0;
				for (int i = 0; i < 3; i++) {
					ReferenceBytes.check(read, read + MEBIBYTE, slow.input());
					read += MEBIBYTE;
					assertThat(awaitStandstill(server)).isLessThan(LENGTH / 2);
					assertThat(others.countRightAnswers(root, REQUESTS, CONCURRENCY)).isEqualTo(REQUESTS);
				}
				assertThat(slow.protocol()).isEqualTo(KernelProtocol.MPTCP);
				ReferenceBytes.check(read, LENGTH, slow.input());
			}
			assertThat(server.askNumber(Question.PRODUCED)).isEqualTo(LENGTH);
			assertThat(server.ask(Question.STOP)).isEqualTo(ServerProcessMain.NOTHING);
			assertThat(server.log()).noneMatch((line) -> line.contains("OutOfMemoryError"));
		}
	}

	/** The application stops when the buffers between it and the client are full. */
	private long awaitStandstill(ServerProcess server) {
		long[] produced = { -1 };
		Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
			long last = produced[0];
			produced[0] = server.askNumber(Question.PRODUCED);
			return produced[0] == last;
		});
		return produced[0];
	}

}
