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

package io.github.mptcpspring.servertests;

import java.io.IOException;

import io.github.mptcpspring.testsupport.network.ServerProgram;
import io.grpc.BindableService;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application on a host of its own with an RSocket server and a gRPC server.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TransferController.class)
class RemoteCallsServer {

	/** The host is its own, and so are its ports. */
	static final int RSOCKET_PORT = 7000;

	static final int GRPC_PORT = 9090;

	static void main() throws IOException {
		new SpringApplicationBuilder(RemoteCallsServer.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail",
					"spring.rsocket.server.port=" + RSOCKET_PORT, "spring.grpc.server.port=" + GRPC_PORT,
					"logging.level.root=warn")
			.run();
		ServerProgram.serve();
	}

	@Bean
	BindableService transferService() {
		return new TransferService();
	}

}
