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

package io.github.mptcpspring.autoconfigure;

import java.util.List;

import io.github.mptcpspring.autoconfigure.reactor.NettyMptcpAutoConfiguration;
import io.github.mptcpspring.testsupport.LoadedClasses;
import io.github.mptcpspring.testsupport.MptcpRequired;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM says about the classes that it loads while an application on Reactor Netty
 * starts and its client makes a request.
 */
@Tag("server")
class NettyOffMeansOffTests {

	private static final String WRAPPER = "io.github.mptcpspring.reactor.PreparingLoopResources";

	private static final String ANSWERED = "Answer: 404";

	private static List<List<String>> loadedAfter;

	@BeforeAll
	static void startOneAfterAnother() throws Exception {
		loadedAfter = LoadedClasses.afterEach(Application.class, ANSWERED, "client.mptcp.on-unavailable=fail",
				"server.mptcp.enabled=true");
	}

	@Test
	void withEverySwitchOffNoNativeCodeIsLoadedAndNothingIsWrapped() {
		assertThat(loadedAfter.get(0)).noneMatch((name) -> name.startsWith(LoadedClasses.NATIVE_CODE))
			.doesNotContain(WRAPPER)
			.contains(NettyMptcpAutoConfiguration.class.getName());
	}

	@MptcpRequired
	@Test
	void withMptcpOfTheServerNativeCodeIsLoaded() {
		assertIsLoaded(loadedAfter.get(1));
	}

	@MptcpRequired
	@ParameterizedTest
	@ValueSource(strings = { "client.mptcp.enabled=true", "tfo.connect=true" })
	void withASwitchOfTheClientNativeCodeIsLoaded(String property) throws Exception {
		assertIsLoaded(LoadedClasses.of(Application.class, ANSWERED, property));
	}

	private static void assertIsLoaded(List<String> loaded) {
		assertThat(loaded).anyMatch((name) -> name.startsWith(LoadedClasses.NATIVE_CODE)).contains(WRAPPER);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { TomcatReactiveManagementContextAutoConfiguration.class,
			TomcatReactiveWebServerAutoConfiguration.class })
	static class Application {

		static void main(String[] properties) {
			for (String property : properties) {
				startAndAsk("--server.port=0", "--" + property);
				System.out.println(LoadedClasses.NEXT);
			}
		}

		private static void startAndAsk(String... args) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.REACTIVE)
				.bannerMode(Banner.Mode.OFF)
				.properties("spring.reactor.netty.shutdown-quiet-period=20ms")
				.run(args)) {
				int port = ((WebServerApplicationContext) context).getWebServer().getPort();
				WebClient client = context.getBean(WebClient.Builder.class).build();
				System.out.println("Answer: " + client.get()
					.uri("http://127.0.0.1:" + port + "/")
					.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode().value()))
					.block());
			}
		}

	}

}
