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

package io.github.mptcpspring.autoconfigure.webserver;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import io.github.mptcpspring.actuate.MptcpDescriptor.ListenerDescriptor;
import io.github.mptcpspring.actuate.MptcpEndpoint;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.boot.MptcpLog;
import io.github.mptcpspring.testsupport.boot.SharedReadings;
import jakarta.servlet.ServletContext;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for applications that are deployed to a servlet container as a WAR file is.
 */
@Tag("server")
@MptcpRequired
@ExtendWith(OutputCaptureExtension.class)
class ForeignContainerTests {

	private static final String CONTAINER = ServerInfo.getServerInfo();

	private static final String PROBLEM = "the starter has no way in to the sockets of " + CONTAINER;

	@Test
	void saysOnceThatTheContainerStaysOnTcp(@TempDir Path directory, CapturedOutput output) throws LifecycleException {
		deploy(directory, (context) -> {
			assertThat(context).isNotNull();
			SharedReadings.expire(context);
			assertThat(context.getBean(MptcpEndpoint.class).mptcp().listeners())
				.containsExactly(new ListenerDescriptor(CONTAINER.toLowerCase(), null, "tcp", 0));
		}, "server.mptcp.enabled=true", "management.endpoints.web.exposure.include=mptcp");
		assertThat(MptcpLog.lines(output)).satisfiesExactly(
				(line) -> assertThat(line).startsWith("INFO " + CONTAINER + " listens on").endsWith("with TCP"),
				(line) -> assertThat(line).startsWith("WARN " + CONTAINER)
					.contains("MPTCP is not used: " + PROBLEM + ". Use Tomcat"));
	}

	@Test
	void isNotDeployedWhenMptcpIsRequired(@TempDir Path directory, CapturedOutput output) {
		assertThatExceptionOfType(LifecycleException.class).isThrownBy(() -> deploy(directory, (context) -> {
		}, "server.mptcp.enabled=true", "server.mptcp.on-unavailable=fail"));
		assertThat(output).contains("APPLICATION FAILED TO START", PROBLEM);
	}

	@Test
	void isNobodysBusinessWithEverySwitchOff(@TempDir Path directory, CapturedOutput output) throws LifecycleException {
		deploy(directory, (context) -> assertThat(context).isNotNull(), "server.mptcp.on-unavailable=fail");
		assertThat(MptcpLog.lines(output)).isEmpty();
	}

	private static void deploy(Path directory, Deployed deployed, String... properties) throws LifecycleException {
		AtomicReference<WebApplicationContext> deployment = new AtomicReference<>();
		Tomcat container = new Tomcat();
		container.setBaseDir(directory.toString());
		container.setPort(0);
		Context application = container.addContext("", directory.toString());
		application.addServletContainerInitializer(
				(types, servletContext) -> deployment.set(new War(properties).deploy(servletContext)), null);
		try {
			container.start();
			deployed.check((ConfigurableApplicationContext) deployment.get());
		}
		finally {
			container.stop();
			container.destroy();
		}
	}

	/**
	 * What a deployment is checked for.
	 */
	private interface Deployed {

		void check(ConfigurableApplicationContext context);

	}

	/**
	 * What the container finds in a WAR file.
	 */
	private static final class War extends SpringBootServletInitializer {

		private final String[] properties;

		War(String... properties) {
			this.properties = properties;
		}

		WebApplicationContext deploy(ServletContext servletContext) {
			return createRootApplicationContext(servletContext);
		}

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(Application.class).bannerMode(Banner.Mode.OFF).properties(this.properties);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
