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

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.ServerOptions;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every option that the kernel tells of Tomcat's listener and of the sockets that it
 * accepts is what it would be without MPTCP.
 */
@Tag("server")
@MptcpRequired
class TomcatOptionsTests {

	@Test
	void ofTheListenerAndOfAcceptedSockets() throws Exception {
		try (TomcatServer tcp = TomcatServer.start(WebServerKind.TOMCAT, "server.mptcp.enabled=false");
				TomcatServer mptcp = TomcatServer.start(WebServerKind.TOMCAT)) {
			ServerOptions.verifyAlike(tcp, mptcp);
		}
	}

}
