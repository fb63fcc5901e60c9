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

package io.github.mptcpspring.endpoint;

import java.util.List;
import java.util.stream.StreamSupport;

import io.github.mptcpspring.testsupport.HttpConnection;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.WebServerKind;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of each option that MPTCP refuses there is one warning and one piece of advice, however
 * many connections there are, also where only a connected socket refuses it.
 */
@Tag("endpoint")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class RefusedOptionsTests {

	@Test
	void ofAcceptedConnectionsAreWarnedOfOnceAndAdvised(CapturedOutput output) throws Exception {
		try (EndpointServer server = EndpointServer.start(WebServerKind.NETTY, ChildOptions.class)) {
			for (int i = 0; i < 3; i++) {
				try (HttpConnection connection = HttpConnection.mptcp(server.ipv4())) {
					connection.get("/");
				}
			}
			String problem = "Netty on port " + server.port() + ": A socket option is not used: ";
			assertThat(advice(server)).containsExactlyInAnyOrder(
					problem + "MPTCP sockets of this kernel refuse TCP_USER_TIMEOUT",
					problem + "MPTCP sockets of this kernel refuse SO_REUSEADDR");
			String where = "WARN " + problem;
			assertThat(MptcpLog.lines(output)).filteredOn((line) -> line.contains("refuse"))
				.containsExactly(
						where + "MPTCP sockets of this kernel refuse TCP_USER_TIMEOUT."
								+ " Do without TCP_USER_TIMEOUT, or leave MPTCP off where you need it",
						where + "MPTCP sockets of this kernel refuse SO_REUSEADDR."
								+ " Do without SO_REUSEADDR, or leave MPTCP off where you need it");
		}
	}

	private static List<String> advice(EndpointServer server) {
		return StreamSupport.stream(server.endpoint().mptcp().get("advice").spliterator(), false)
			.map((advice) -> advice.get("problem").asString())
			.filter((problem) -> problem.contains("refuse"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class ChildOptions {

		@Bean
		NettyServerCustomizer childOptions() {
			return (server) -> server.childOption(EpollChannelOption.TCP_USER_TIMEOUT, 5000)
				.childOption(ChannelOption.SO_REUSEADDR, true)
				.childOption(EpollChannelOption.TCP_KEEPIDLE, 100);
		}

	}

}
