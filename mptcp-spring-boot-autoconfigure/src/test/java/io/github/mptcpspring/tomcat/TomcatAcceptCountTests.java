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

package io.github.mptcpspring.tomcat;

import java.util.List;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code server.tomcat.accept-count}.
 */
@Tag("server")
@MptcpRequired
class TomcatAcceptCountTests {

	@Test
	void acceptCountIsTheBacklogOfTheListener() throws Exception {
		ExternalProgram.require("ss");
		try (TomcatServer server = TomcatServer.start(WebServerKind.TOMCAT, "server.tomcat.accept-count=7")) {
			String listener = ExternalProgram
				.run(List.of("ss", "--no-header", "--listening", "--mptcp", "--numeric", "sport = :" + server.port()));
			// State, Recv-Q, and Send-Q, which is the backlog of a listener
			assertThat(listener).matches("(?s)LISTEN +0 +7 .*:" + server.port() + " .*");
		}
	}

}
