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

package io.github.mptcpspring.jetty;

import java.util.List;

import io.github.mptcpspring.testsupport.ForkedJvm;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.Exchange;
import io.github.mptcpspring.testsupport.boot.InheritingServer;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A connector that is to inherit a listener, in a JVM that has inherited none.
 */
@Tag("server")
@MptcpRequired
class JettyInheritedListenerTests {

	@Test
	void whereThereIsNoneTheConnectorOpensItsOwnAndSaysWhy() throws Exception {
		ForkedJvm jvm = InheritingServer.run(List.of(), WebServerKind.JETTY);
		assertThat(jvm.exitCode()).as(jvm.output()).isZero();
		assertThat(jvm.output()).contains("Reported: TCP, queue 0", "Exchanged: " + Exchange.HELLO_OVER_FALLBACK,
				"Unable to use System.inheritedChannel()", "MPTCP is not used: the connector is to inherit its socket,"
						+ " and this JVM has inherited no TCP listener. Remove the connector's inheritChannel");
	}

}
